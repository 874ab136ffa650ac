__kernel void backwardJoined(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *sums, __global uchar *shape, __global uchar *db, __global uchar *dw, __global uchar *dc)
{
  bool b_26, b_46, b_96, b_147;
  float f_53, f_62, f_63, f_71, f_72, f_74, f_103, f_113, f_114, f_122, f_123, f_125;
  float f_161, f_162, f_170, f_171;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_18, i_20, i_21, i_22, i_23, i_24;
  int i_25, i_28, i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38;
  int i_39, i_40, i_41, i_42, i_43, i_44, i_45, i_52, i_54, i_55, i_56, i_57;
  int i_64, i_65, i_66, i_73, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82;
  int i_83, i_84, i_85, i_86, i_87, i_88, i_93, i_95, i_102, i_104, i_105, i_106;
  int i_107, i_108, i_115, i_116, i_117, i_124, i_126, i_127, i_128, i_129, i_130, i_131;
  int i_132, i_133, i_134, i_135, i_136, i_137, i_138, i_139, i_144, i_146, i_152, i_153;
  int i_154, i_155, i_156, i_163, i_164, i_165, i_172, i_173, i_174, i_175, i_176, i_177;
  int i_178, i_179, i_180, i_181, i_182, i_183, i_188;
  long l_58, l_59, l_60, l_67, l_68, l_69, l_89, l_90, l_91, l_109, l_110, l_111;
  long l_118, l_119, l_120, l_140, l_141, l_142, l_157, l_158, l_159, l_166, l_167, l_168;
  long l_184, l_185, l_186;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_17;
  ulong ul_19, ul_27, ul_47, ul_48, ul_49, ul_50, ul_51, ul_61, ul_70, ul_92, ul_94, ul_97;
  ulong ul_98, ul_99, ul_100, ul_101, ul_112, ul_121, ul_143, ul_145, ul_148, ul_149, ul_150, ul_151;
  ulong ul_160, ul_169, ul_187;

  // BLOCK 0
  ul_0  =  (ulong) sums;
  ul_1  =  (ulong) shape;
  ul_2  =  (ulong) db;
  ul_3  =  (ulong) dw;
  ul_4  =  (ulong) dc;
  ul_5  =  ul_1 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_1 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_1 + 32L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_1 + 224L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_1 + 236L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_1 + 36L;
  i_16  =  *((__global int *) ul_15);
  ul_17  =  ul_1 + 40L;
  i_18  =  *((__global int *) ul_17);
  ul_19  =  ul_1 + 16L;
  i_20  =  *((__global int *) ul_19);
  i_21  =  get_global_id(0);
  i_22  =  i_6 / i_8;
  i_23  =  i_22 * i_20;
  i_24  =  i_23 * i_10;
  i_25  =  i_24 * i_14;
  b_26  =  i_21 < i_25;
  if(b_26)
  {
    // BLOCK 1
    ul_27  =  ul_1 + 380L;
    i_28  =  *((__global int *) ul_27);
    i_29  =  i_16 + i_18;
    i_30  =  i_29 + 1;
    i_31  =  i_21 / i_14;
    i_32  =  i_31 / i_10;
    i_33  =  i_32 / i_22;
    i_34  =  i_33 * i_6;
    i_35  =  i_32 % i_22;
    i_36  =  i_35 * i_8;
    i_37  =  i_34 + i_36;
    i_38  =  i_37 * i_12;
    i_39  =  i_38 * i_10;
    i_40  =  i_31 % i_10;
    i_41  =  i_39 + i_40;
    i_42  =  i_30 * i_41;
    i_43  =  i_30 * i_10;
    i_44  =  i_43 * i_12;
    i_45  =  i_21 % i_14;
    b_46  =  i_28 == 1;
    if(b_46)
    {
      // BLOCK 2
      ul_47  =  ul_1 + 336L;
      ul_48  =  ul_1 + 332L;
      ul_49  =  ul_1 + 328L;
      ul_50  =  ul_1 + 324L;
      ul_51  =  ul_1 + 320L;
      // BLOCK 3 MERGES [2 10 ]
      i_52  =  i_45;
      for(;i_52 < i_16;)
      {
        // BLOCK 4
        // BLOCK 5 MERGES [4 9 ]
        f_53  =  0.0F;
        i_54  =  0;
        for(;i_54 < i_8;)
        {
          // BLOCK 6
          i_55  =  i_44 * i_54;
          i_56  =  i_42 + i_55;
          i_57  =  i_56 + i_52;
          l_58  =  (long) i_57;
          l_59  =  l_58 + 4L;
          l_60  =  l_59 << 2;
          ul_61  =  ul_0 + l_60;
          f_62  =  *((__global float *) ul_61);
          // BLOCK 7 MERGES [6 8 ]
          f_63  =  f_62;
          i_64  =  1;
          for(;i_64 < i_12;)
          {
            // BLOCK 8
            i_65  =  i_43 * i_64;
            i_66  =  i_65 + i_57;
            l_67  =  (long) i_66;
            l_68  =  l_67 + 4L;
            l_69  =  l_68 << 2;
            ul_70  =  ul_0 + l_69;
            f_71  =  *((__global float *) ul_70);
            f_72  =  f_63 + f_71;
            i_73  =  i_64 + 1;
            f_63  =  f_72;
            i_64  =  i_73;
          }  // B7
          // BLOCK 9
          f_74  =  f_53 + f_63;
          i_75  =  i_54 + 1;
          f_53  =  f_74;
          i_54  =  i_75;
        }  // B5
        // BLOCK 10
        i_76  =  *((__global int *) ul_51);
        i_77  =  *((__global int *) ul_50);
        i_78  =  *((__global int *) ul_49);
        i_79  =  *((__global int *) ul_48);
        i_80  =  *((__global int *) ul_47);
        i_81  =  i_77 * i_33;
        i_82  =  i_81 + i_76;
        i_83  =  i_78 * i_35;
        i_84  =  i_82 + i_83;
        i_85  =  i_79 * i_40;
        i_86  =  i_84 + i_85;
        i_87  =  i_80 * i_52;
        i_88  =  i_86 + i_87;
        l_89  =  (long) i_88;
        l_90  =  l_89 + 4L;
        l_91  =  l_90 << 2;
        ul_92  =  ul_2 + l_91;
        *((__global float *) ul_92)  =  f_53;
        i_93  =  i_52 + i_14;
        i_52  =  i_93;
      }  // B3
      // BLOCK 11
    }  // B1
    else
    {
      // BLOCK 12
    }  // B1
    // BLOCK 13 MERGES [12 11 ]
    ul_94  =  ul_1 + 384L;
    i_95  =  *((__global int *) ul_94);
    b_96  =  i_95 == 1;
    if(b_96)
    {
      // BLOCK 14
      ul_97  =  ul_1 + 356L;
      ul_98  =  ul_1 + 352L;
      ul_99  =  ul_1 + 348L;
      ul_100  =  ul_1 + 344L;
      ul_101  =  ul_1 + 340L;
      // BLOCK 15 MERGES [14 22 ]
      i_102  =  i_45;
      for(;i_102 < i_18;)
      {
        // BLOCK 16
        // BLOCK 17 MERGES [16 21 ]
        f_103  =  0.0F;
        i_104  =  0;
        for(;i_104 < i_8;)
        {
          // BLOCK 18
          i_105  =  i_104 * i_44;
          i_106  =  i_105 + i_42;
          i_107  =  i_106 + i_16;
          i_108  =  i_107 + i_102;
          l_109  =  (long) i_108;
          l_110  =  l_109 + 4L;
          l_111  =  l_110 << 2;
          ul_112  =  ul_0 + l_111;
          f_113  =  *((__global float *) ul_112);
          // BLOCK 19 MERGES [18 20 ]
          f_114  =  f_113;
          i_115  =  1;
          for(;i_115 < i_12;)
          {
            // BLOCK 20
            i_116  =  i_43 * i_115;
            i_117  =  i_116 + i_108;
            l_118  =  (long) i_117;
            l_119  =  l_118 + 4L;
            l_120  =  l_119 << 2;
            ul_121  =  ul_0 + l_120;
            f_122  =  *((__global float *) ul_121);
            f_123  =  f_114 + f_122;
            i_124  =  i_115 + 1;
            f_114  =  f_123;
            i_115  =  i_124;
          }  // B19
          // BLOCK 21
          f_125  =  f_103 + f_114;
          i_126  =  i_104 + 1;
          f_103  =  f_125;
          i_104  =  i_126;
        }  // B17
        // BLOCK 22
        i_127  =  *((__global int *) ul_101);
        i_128  =  *((__global int *) ul_100);
        i_129  =  *((__global int *) ul_99);
        i_130  =  *((__global int *) ul_98);
        i_131  =  *((__global int *) ul_97);
        i_132  =  i_128 * i_33;
        i_133  =  i_132 + i_127;
        i_134  =  i_129 * i_35;
        i_135  =  i_133 + i_134;
        i_136  =  i_130 * i_40;
        i_137  =  i_135 + i_136;
        i_138  =  i_131 * i_102;
        i_139  =  i_137 + i_138;
        l_140  =  (long) i_139;
        l_141  =  l_140 + 4L;
        l_142  =  l_141 << 2;
        ul_143  =  ul_3 + l_142;
        *((__global float *) ul_143)  =  f_103;
        i_144  =  i_102 + i_14;
        i_102  =  i_144;
      }  // B15
      // BLOCK 23
    }  // B13
    else
    {
      // BLOCK 24
    }  // B13
    // BLOCK 25 MERGES [24 23 ]
    ul_145  =  ul_1 + 388L;
    i_146  =  *((__global int *) ul_145);
    b_147  =  i_146 == 1;
    if(b_147)
    {
      // BLOCK 26
      ul_148  =  ul_1 + 376L;
      ul_149  =  ul_1 + 368L;
      ul_150  =  ul_1 + 364L;
      ul_151  =  ul_1 + 360L;
      // BLOCK 27 MERGES [26 31 ]
      i_152  =  i_45;
      for(;i_152 < i_8;)
      {
        // BLOCK 28
        i_153  =  i_152 * i_44;
        i_154  =  i_153 + i_42;
        i_155  =  i_154 + i_16;
        i_156  =  i_155 + i_18;
        l_157  =  (long) i_156;
        l_158  =  l_157 + 4L;
        l_159  =  l_158 << 2;
        ul_160  =  ul_0 + l_159;
        f_161  =  *((__global float *) ul_160);
        // BLOCK 29 MERGES [28 30 ]
        f_162  =  f_161;
        i_163  =  1;
        for(;i_163 < i_12;)
        {
          // BLOCK 30
          i_164  =  i_43 * i_163;
          i_165  =  i_164 + i_156;
          l_166  =  (long) i_165;
          l_167  =  l_166 + 4L;
          l_168  =  l_167 << 2;
          ul_169  =  ul_0 + l_168;
          f_170  =  *((__global float *) ul_169);
          f_171  =  f_162 + f_170;
          i_172  =  i_163 + 1;
          f_162  =  f_171;
          i_163  =  i_172;
        }  // B29
        // BLOCK 31
        i_173  =  *((__global int *) ul_151);
        i_174  =  *((__global int *) ul_150);
        i_175  =  *((__global int *) ul_149);
        i_176  =  *((__global int *) ul_148);
        i_177  =  i_174 * i_33;
        i_178  =  i_177 + i_173;
        i_179  =  i_36 + i_152;
        i_180  =  i_179 * i_175;
        i_181  =  i_178 + i_180;
        i_182  =  i_176 * i_40;
        i_183  =  i_181 + i_182;
        l_184  =  (long) i_183;
        l_185  =  l_184 + 4L;
        l_186  =  l_185 << 2;
        ul_187  =  ul_4 + l_186;
        *((__global float *) ul_187)  =  f_162;
        i_188  =  i_152 + i_14;
        i_152  =  i_188;
      }  // B27
      // BLOCK 32
    }  // B25
    else
    {
      // BLOCK 33
    }  // B25
  }  // B0
  else
  {
    // BLOCK 34
  }  // B0
  // BLOCK 35 MERGES [34 33 32 ]
  return;
}  //  kernel
