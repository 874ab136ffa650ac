__kernel void backwardJoined(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *sums, __global uchar *shape, __global uchar *db, __global uchar *dw, __global uchar *dc)
{
  bool b_26, b_46, b_96, b_147;
  float f_53, f_57, f_61, f_70, f_71, f_73, f_74, f_103, f_108, f_112, f_121, f_122;
  float f_124, f_125, f_157, f_161, f_169, f_170, f_172;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_18, i_20, i_21, i_22, i_23, i_24;
  int i_25, i_28, i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38;
  int i_39, i_40, i_41, i_42, i_43, i_44, i_45, i_52, i_54, i_55, i_56, i_58;
  int i_59, i_60, i_62, i_63, i_64, i_65, i_72, i_75, i_76, i_77, i_78, i_79;
  int i_80, i_81, i_82, i_83, i_84, i_85, i_86, i_87, i_88, i_93, i_95, i_102;
  int i_104, i_105, i_106, i_107, i_109, i_110, i_111, i_113, i_114, i_115, i_116, i_123;
  int i_126, i_127, i_128, i_129, i_130, i_131, i_132, i_133, i_134, i_135, i_136, i_137;
  int i_138, i_139, i_144, i_146, i_152, i_153, i_154, i_155, i_156, i_158, i_159, i_160;
  int i_162, i_163, i_164, i_171, i_173, i_174, i_175, i_176, i_177, i_178, i_179, i_180;
  int i_181, i_182, i_183, i_188;
  long l_66, l_67, l_68, l_89, l_90, l_91, l_117, l_118, l_119, l_140, l_141, l_142;
  long l_165, l_166, l_167, l_184, l_185, l_186;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_17;
  ulong ul_19, ul_27, ul_47, ul_48, ul_49, ul_50, ul_51, ul_69, ul_92, ul_94, ul_97, ul_98;
  ulong ul_99, ul_100, ul_101, ul_120, ul_143, ul_145, ul_148, ul_149, ul_150, ul_151, ul_168, ul_187;

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
  ul_11  =  ul_1 + 412L;
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
      // BLOCK 3 MERGES [2 13 ]
      i_52  =  i_45;
      for(;i_52 < i_16;)
      {
        // BLOCK 4
        // BLOCK 5 MERGES [4 12 ]
        f_53  =  0.0F;
        i_54  =  0;
        for(;i_54 < i_8;)
        {
          // BLOCK 6
          i_55  =  i_44 * i_54;
          i_56  =  i_42 + i_55;
          // BLOCK 7 MERGES [6 11 ]
          f_57  =  0.0F;
          i_58  =  0;
          for(;i_58 < i_12;)
          {
            // BLOCK 8
            i_59  =  i_58 + 32;
            i_60  =  min(i_12, i_59);
            // BLOCK 9 MERGES [8 10 ]
            f_61  =  0.0F;
            i_62  =  i_58;
            for(;i_62 < i_60;)
            {
              // BLOCK 10
              i_63  =  i_43 * i_62;
              i_64  =  i_56 + i_63;
              i_65  =  i_64 + i_52;
              l_66  =  (long) i_65;
              l_67  =  l_66 + 4L;
              l_68  =  l_67 << 2;
              ul_69  =  ul_0 + l_68;
              f_70  =  *((__global float *) ul_69);
              f_71  =  f_61 + f_70;
              i_72  =  i_62 + 1;
              f_61  =  f_71;
              i_62  =  i_72;
            }  // B9
            // BLOCK 11
            f_73  =  f_57 + f_61;
            f_57  =  f_73;
            i_58  =  i_59;
          }  // B7
          // BLOCK 12
          f_74  =  f_53 + f_57;
          i_75  =  i_54 + 1;
          f_53  =  f_74;
          i_54  =  i_75;
        }  // B5
        // BLOCK 13
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
      // BLOCK 14
    }  // B1
    else
    {
      // BLOCK 15
    }  // B1
    // BLOCK 16 MERGES [15 14 ]
    ul_94  =  ul_1 + 384L;
    i_95  =  *((__global int *) ul_94);
    b_96  =  i_95 == 1;
    if(b_96)
    {
      // BLOCK 17
      ul_97  =  ul_1 + 356L;
      ul_98  =  ul_1 + 352L;
      ul_99  =  ul_1 + 348L;
      ul_100  =  ul_1 + 344L;
      ul_101  =  ul_1 + 340L;
      // BLOCK 18 MERGES [17 28 ]
      i_102  =  i_45;
      for(;i_102 < i_18;)
      {
        // BLOCK 19
        // BLOCK 20 MERGES [19 27 ]
        f_103  =  0.0F;
        i_104  =  0;
        for(;i_104 < i_8;)
        {
          // BLOCK 21
          i_105  =  i_104 * i_44;
          i_106  =  i_105 + i_42;
          i_107  =  i_106 + i_16;
          // BLOCK 22 MERGES [21 26 ]
          f_108  =  0.0F;
          i_109  =  0;
          for(;i_109 < i_12;)
          {
            // BLOCK 23
            i_110  =  i_109 + 32;
            i_111  =  min(i_12, i_110);
            // BLOCK 24 MERGES [23 25 ]
            f_112  =  0.0F;
            i_113  =  i_109;
            for(;i_113 < i_111;)
            {
              // BLOCK 25
              i_114  =  i_43 * i_113;
              i_115  =  i_107 + i_114;
              i_116  =  i_115 + i_102;
              l_117  =  (long) i_116;
              l_118  =  l_117 + 4L;
              l_119  =  l_118 << 2;
              ul_120  =  ul_0 + l_119;
              f_121  =  *((__global float *) ul_120);
              f_122  =  f_112 + f_121;
              i_123  =  i_113 + 1;
              f_112  =  f_122;
              i_113  =  i_123;
            }  // B24
            // BLOCK 26
            f_124  =  f_108 + f_112;
            f_108  =  f_124;
            i_109  =  i_110;
          }  // B22
          // BLOCK 27
          f_125  =  f_103 + f_108;
          i_126  =  i_104 + 1;
          f_103  =  f_125;
          i_104  =  i_126;
        }  // B20
        // BLOCK 28
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
      }  // B18
      // BLOCK 29
    }  // B16
    else
    {
      // BLOCK 30
    }  // B16
    // BLOCK 31 MERGES [30 29 ]
    ul_145  =  ul_1 + 388L;
    i_146  =  *((__global int *) ul_145);
    b_147  =  i_146 == 1;
    if(b_147)
    {
      // BLOCK 32
      ul_148  =  ul_1 + 376L;
      ul_149  =  ul_1 + 368L;
      ul_150  =  ul_1 + 364L;
      ul_151  =  ul_1 + 360L;
      // BLOCK 33 MERGES [32 40 ]
      i_152  =  i_45;
      for(;i_152 < i_8;)
      {
        // BLOCK 34
        i_153  =  i_152 * i_44;
        i_154  =  i_153 + i_42;
        i_155  =  i_154 + i_16;
        i_156  =  i_155 + i_18;
        // BLOCK 35 MERGES [34 39 ]
        f_157  =  0.0F;
        i_158  =  0;
        for(;i_158 < i_12;)
        {
          // BLOCK 36
          i_159  =  i_158 + 32;
          i_160  =  min(i_12, i_159);
          // BLOCK 37 MERGES [36 38 ]
          f_161  =  0.0F;
          i_162  =  i_158;
          for(;i_162 < i_160;)
          {
            // BLOCK 38
            i_163  =  i_43 * i_162;
            i_164  =  i_156 + i_163;
            l_165  =  (long) i_164;
            l_166  =  l_165 + 4L;
            l_167  =  l_166 << 2;
            ul_168  =  ul_0 + l_167;
            f_169  =  *((__global float *) ul_168);
            f_170  =  f_161 + f_169;
            i_171  =  i_162 + 1;
            f_161  =  f_170;
            i_162  =  i_171;
          }  // B37
          // BLOCK 39
          f_172  =  f_157 + f_161;
          f_157  =  f_172;
          i_158  =  i_159;
        }  // B35
        // BLOCK 40
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
        *((__global float *) ul_187)  =  f_157;
        i_188  =  i_152 + i_14;
        i_152  =  i_188;
      }  // B33
      // BLOCK 41
    }  // B31
    else
    {
      // BLOCK 42
    }  // B31
  }  // B0
  else
  {
    // BLOCK 43
  }  // B0
  // BLOCK 44 MERGES [43 42 41 ]
  return;
}  //  kernel
