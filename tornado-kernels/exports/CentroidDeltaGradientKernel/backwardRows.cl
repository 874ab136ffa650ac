__kernel void backwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *o, __global uchar *lse, __global uchar *u, __global uchar *dy, __global uchar *sizes, __global uchar *scalars, __global uchar *outputGradient, __global uchar *lseGradient)
{
  bool b_23, b_68, b_91, b_133;
  float f_69, f_70, f_89, f_90, f_93, f_94, f_95, f_96, f_97, f_98, f_100, f_101;
  float f_120, f_124, f_132, f_146, f_147, f_148, f_155, f_162, f_163, f_165, f_167, f_168;
  float f_169, f_170;
  int i_9, i_11, i_13, i_15, i_17, i_19, i_20, i_21, i_22, i_25, i_27, i_29;
  int i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_49, i_51, i_53;
  int i_55, i_57, i_59, i_61, i_63, i_64, i_65, i_66, i_67, i_72, i_74, i_76;
  int i_78, i_79, i_80, i_81, i_82, i_83, i_84, i_102, i_103, i_104, i_105, i_106;
  int i_107, i_108, i_109, i_110, i_111, i_112, i_113, i_114, i_115, i_116, i_117, i_118;
  int i_119, i_121, i_122, i_123, i_125, i_126, i_127, i_134, i_135, i_136, i_137, i_138;
  int i_139, i_140, i_141, i_149, i_150, i_156, i_157, i_164, i_166, i_172, i_174, i_176;
  int i_178, i_179, i_180, i_181, i_182, i_183, i_184;
  long l_85, l_86, l_87, l_128, l_129, l_130, l_142, l_143, l_144, l_151, l_152, l_153;
  long l_158, l_159, l_160, l_185, l_186, l_187;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_10, ul_12, ul_14;
  ulong ul_16, ul_18, ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42;
  ulong ul_44, ul_46, ul_48, ul_50, ul_52, ul_54, ul_56, ul_58, ul_60, ul_62, ul_71, ul_73;
  ulong ul_75, ul_77, ul_88, ul_92, ul_99, ul_131, ul_145, ul_154, ul_161, ul_171, ul_173, ul_175;
  ulong ul_177, ul_188;

  // BLOCK 0
  ul_0  =  (ulong) o;
  ul_1  =  (ulong) lse;
  ul_2  =  (ulong) u;
  ul_3  =  (ulong) dy;
  ul_4  =  (ulong) sizes;
  ul_5  =  (ulong) scalars;
  ul_6  =  (ulong) outputGradient;
  ul_7  =  (ulong) lseGradient;
  ul_8  =  ul_4 + 20L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_4 + 24L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_4 + 28L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_4 + 32L;
  i_15  =  *((__global int *) ul_14);
  ul_16  =  ul_4 + 36L;
  i_17  =  *((__global int *) ul_16);
  ul_18  =  ul_4 + 16L;
  i_19  =  *((__global int *) ul_18);
  i_20  =  get_global_id(0);
  i_21  =  i_9 * i_19;
  i_22  =  i_21 * i_11;
  b_23  =  i_20 < i_22;
  if(b_23)
  {
    // BLOCK 1
    ul_24  =  ul_4 + 40L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_4 + 44L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_4 + 48L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_4 + 52L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_4 + 56L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_4 + 80L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_4 + 84L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_4 + 88L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_4 + 92L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_4 + 96L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_4 + 100L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_4 + 104L;
    i_47  =  *((__global int *) ul_46);
    ul_48  =  ul_4 + 108L;
    i_49  =  *((__global int *) ul_48);
    ul_50  =  ul_4 + 112L;
    i_51  =  *((__global int *) ul_50);
    ul_52  =  ul_4 + 116L;
    i_53  =  *((__global int *) ul_52);
    ul_54  =  ul_4 + 120L;
    i_55  =  *((__global int *) ul_54);
    ul_56  =  ul_4 + 124L;
    i_57  =  *((__global int *) ul_56);
    ul_58  =  ul_4 + 128L;
    i_59  =  *((__global int *) ul_58);
    ul_60  =  ul_4 + 132L;
    i_61  =  *((__global int *) ul_60);
    ul_62  =  ul_4 + 136L;
    i_63  =  *((__global int *) ul_62);
    i_64  =  i_20 / i_11;
    i_65  =  i_64 / i_9;
    i_66  =  i_64 % i_9;
    i_67  =  i_20 % i_11;
    b_68  =  i_15 < 1;
    if(b_68)
    {
      // BLOCK 2
      f_69  =  1.0F;
      f_70  =  0.0F;
    }  // B1
    else
    {
      // BLOCK 3
      ul_71  =  ul_4 + 60L;
      i_72  =  *((__global int *) ul_71);
      ul_73  =  ul_4 + 64L;
      i_74  =  *((__global int *) ul_73);
      ul_75  =  ul_4 + 68L;
      i_76  =  *((__global int *) ul_75);
      ul_77  =  ul_4 + 72L;
      i_78  =  *((__global int *) ul_77);
      i_79  =  i_65 * i_74;
      i_80  =  i_79 + i_72;
      i_81  =  i_66 * i_76;
      i_82  =  i_80 + i_81;
      i_83  =  i_67 * i_78;
      i_84  =  i_82 + i_83;
      l_85  =  (long) i_84;
      l_86  =  l_85 + 4L;
      l_87  =  l_86 << 2;
      ul_88  =  ul_1 + l_87;
      f_89  =  *((__global float *) ul_88);
      f_90  =  exp(f_89);
      b_91  =  i_15 == 2;
      if(b_91)
      {
        // BLOCK 4
        ul_92  =  ul_5 + 20L;
        f_93  =  *((__global float *) ul_92);
        f_94  =  *((__global float *) ul_92);
        f_95  =  f_93 + f_90;
        f_96  =  f_90 / f_95;
        f_97  =  f_94 / f_95;
        f_98  =  f_97 * f_96;
        f_69  =  f_96;
        f_70  =  f_98;
      }  // B3
      else
      {
        // BLOCK 5
        f_69  =  f_90;
        f_70  =  f_90;
      }  // B3
    }  // B1
    // BLOCK 6 MERGES [2 5 4 ]
    ul_99  =  ul_5 + 16L;
    f_100  =  *((__global float *) ul_99);
    f_101  =  f_69 * f_100;
    i_102  =  i_57 * i_65;
    i_103  =  i_102 + i_55;
    i_104  =  i_59 * i_66;
    i_105  =  i_103 + i_104;
    i_106  =  i_61 * i_67;
    i_107  =  i_105 + i_106;
    i_108  =  i_47 * i_65;
    i_109  =  i_108 + i_45;
    i_110  =  i_49 * i_66;
    i_111  =  i_109 + i_110;
    i_112  =  i_51 * i_67;
    i_113  =  i_111 + i_112;
    i_114  =  i_27 * i_65;
    i_115  =  i_114 + i_25;
    i_116  =  i_29 * i_66;
    i_117  =  i_115 + i_116;
    i_118  =  i_31 * i_67;
    i_119  =  i_117 + i_118;
    // BLOCK 7 MERGES [6 14 ]
    f_120  =  0.0F;
    i_121  =  0;
    for(;i_121 < i_13;)
    {
      // BLOCK 8
      i_122  =  i_121 + 64;
      i_123  =  min(i_13, i_122);
      // BLOCK 9 MERGES [8 13 ]
      f_124  =  0.0F;
      i_125  =  i_121;
      for(;i_125 < i_123;)
      {
        // BLOCK 10
        i_126  =  i_33 * i_125;
        i_127  =  i_126 + i_119;
        l_128  =  (long) i_127;
        l_129  =  l_128 + 4L;
        l_130  =  l_129 << 2;
        ul_131  =  ul_0 + l_130;
        f_132  =  *((__global float *) ul_131);
        b_133  =  i_17 == 1;
        if(b_133)
        {
          // BLOCK 11
          i_134  =  i_43 * i_125;
          i_135  =  i_37 * i_65;
          i_136  =  i_135 + i_35;
          i_137  =  i_39 * i_66;
          i_138  =  i_136 + i_137;
          i_139  =  i_41 * i_67;
          i_140  =  i_138 + i_139;
          i_141  =  i_134 + i_140;
          l_142  =  (long) i_141;
          l_143  =  l_142 + 4L;
          l_144  =  l_143 << 2;
          ul_145  =  ul_2 + l_144;
          f_146  =  *((__global float *) ul_145);
          f_147  =  f_132 - f_146;
          f_148  =  f_147;
        }  // B10
        else
        {
          // BLOCK 12
          f_148  =  f_132;
        }  // B10
        // BLOCK 13 MERGES [12 11 ]
        i_149  =  i_53 * i_125;
        i_150  =  i_149 + i_113;
        l_151  =  (long) i_150;
        l_152  =  l_151 + 4L;
        l_153  =  l_152 << 2;
        ul_154  =  ul_3 + l_153;
        f_155  =  *((__global float *) ul_154);
        i_156  =  i_63 * i_125;
        i_157  =  i_156 + i_107;
        l_158  =  (long) i_157;
        l_159  =  l_158 + 4L;
        l_160  =  l_159 << 2;
        ul_161  =  ul_6 + l_160;
        f_162  =  f_101 * f_155;
        *((__global float *) ul_161)  =  f_162;
        f_163  =  fma(f_148, f_155, f_124);
        i_164  =  i_125 + 1;
        f_124  =  f_163;
        i_125  =  i_164;
      }  // B9
      // BLOCK 14
      f_165  =  f_120 + f_124;
      f_120  =  f_165;
      i_121  =  i_122;
    }  // B7
    // BLOCK 15
    i_166  =  isequal(f_70, 0.0F);
    if(i_166 == 1)
    {
      // BLOCK 16
      f_167  =  0.0F;
    }  // B15
    else
    {
      // BLOCK 17
      f_168  =  *((__global float *) ul_99);
      f_169  =  f_168 * f_70;
      f_170  =  f_169 * f_120;
      f_167  =  f_170;
    }  // B15
    // BLOCK 18 MERGES [16 17 ]
    ul_171  =  ul_4 + 140L;
    i_172  =  *((__global int *) ul_171);
    ul_173  =  ul_4 + 144L;
    i_174  =  *((__global int *) ul_173);
    ul_175  =  ul_4 + 148L;
    i_176  =  *((__global int *) ul_175);
    ul_177  =  ul_4 + 152L;
    i_178  =  *((__global int *) ul_177);
    i_179  =  i_174 * i_65;
    i_180  =  i_179 + i_172;
    i_181  =  i_176 * i_66;
    i_182  =  i_180 + i_181;
    i_183  =  i_178 * i_67;
    i_184  =  i_182 + i_183;
    l_185  =  (long) i_184;
    l_186  =  l_185 + 4L;
    l_187  =  l_186 << 2;
    ul_188  =  ul_7 + l_187;
    *((__global float *) ul_188)  =  f_167;
  }  // B0
  else
  {
    // BLOCK 19
  }  // B0
  // BLOCK 20 MERGES [19 18 ]
  return;
}  //  kernel
