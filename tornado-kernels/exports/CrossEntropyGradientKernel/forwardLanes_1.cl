__kernel void forwardLanes(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *logits, __global uchar *targets, __global uchar *lse, __global uchar *dy, __global uchar *dlse, __global uchar *sizes, __global uchar *scalars, __global uchar *dlogits, __private int lanes)
{
  bool b_16, b_83, b_103, b_160;
  float f_39, f_40, f_65, f_80, f_98, f_99, f_100, f_102, f_105, f_120, f_121, f_123;
  float f_125, f_126, f_129, f_130, f_131, f_132, f_133, f_134, f_135, f_136, f_138, f_139;
  float f_140, f_146, f_147, f_149, f_150, f_151, f_152, f_166, f_167, f_169, f_171, f_172;
  float f_175, f_176, f_177, f_178, f_179, f_180, f_181, f_182, f_184, f_185, f_186, f_187;
  float f_189, f_195, f_196, f_197, f_198;
  int i_9, i_11, i_13, i_14, i_15, i_18, i_20, i_22, i_24, i_26, i_28, i_29;
  int i_30, i_31, i_32, i_33, i_34, i_41, i_42, i_43, i_44, i_46, i_48, i_50;
  int i_52, i_54, i_56, i_57, i_58, i_59, i_60, i_67, i_69, i_71, i_72, i_73;
  int i_74, i_75, i_82, i_85, i_87, i_89, i_90, i_91, i_92, i_93, i_104, i_106;
  int i_107, i_108, i_109, i_110, i_111, i_112, i_113, i_114, i_115, i_122, i_124, i_127;
  int i_128, i_137, i_141, i_148, i_153, i_154, i_159, i_161, i_168, i_170, i_173, i_174;
  int i_183, i_190;
  long l_35, l_36, l_37, l_61, l_62, l_63, l_76, l_77, l_78, l_94, l_95, l_96;
  long l_116, l_117, l_118, l_142, l_143, l_144, l_155, l_156, l_157, l_162, l_163, l_164;
  long l_191, l_192, l_193;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_10, ul_12, ul_17;
  ulong ul_19, ul_21, ul_23, ul_25, ul_27, ul_38, ul_45, ul_47, ul_49, ul_51, ul_53, ul_55;
  ulong ul_64, ul_66, ul_68, ul_70, ul_79, ul_81, ul_84, ul_86, ul_88, ul_97, ul_101, ul_119;
  ulong ul_145, ul_158, ul_165, ul_188, ul_194;

  // BLOCK 0
  ul_0  =  (ulong) logits;
  ul_1  =  (ulong) targets;
  ul_2  =  (ulong) lse;
  ul_3  =  (ulong) dy;
  ul_4  =  (ulong) dlse;
  ul_5  =  (ulong) sizes;
  ul_6  =  (ulong) scalars;
  ul_7  =  (ulong) dlogits;
  ul_8  =  ul_5 + 20L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_5 + 24L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_5 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_9 * i_13;
  b_16  =  i_14 < i_15;
  if(b_16)
  {
    // BLOCK 1
    ul_17  =  ul_5 + 132L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_5 + 136L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_5 + 144L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_5 + 52L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_5 + 56L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_5 + 64L;
    i_28  =  *((__global int *) ul_27);
    i_29  =  i_14 / i_9;
    i_30  =  i_29 * i_26;
    i_31  =  i_30 + i_24;
    i_32  =  i_14 % i_9;
    i_33  =  i_32 * i_28;
    i_34  =  i_31 + i_33;
    l_35  =  (long) i_34;
    l_36  =  l_35 + 4L;
    l_37  =  l_36 << 2;
    ul_38  =  ul_1 + l_37;
    f_39  =  *((__global float *) ul_38);
    f_40  =  (float) i_11;
    i_41  =  isless(f_39, 0.0F);
    if(i_41 == 1)
    {
      // BLOCK 2
      i_42  =  -1;
    }  // B1
    else
    {
      // BLOCK 3
      i_43  =  isless(f_39, f_40);
      if(i_43 == 1)
      {
        // BLOCK 4
        i_44  =  isnan(f_39)? 0 : (int) f_39;
        i_42  =  i_44;
      }  // B3
      else
      {
        // BLOCK 5
        i_42  =  -1;
      }  // B3
    }  // B1
    // BLOCK 6 MERGES [2 5 4 ]
    ul_45  =  ul_5 + 32L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_5 + 36L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_5 + 44L;
    i_50  =  *((__global int *) ul_49);
    ul_51  =  ul_5 + 72L;
    i_52  =  *((__global int *) ul_51);
    ul_53  =  ul_5 + 76L;
    i_54  =  *((__global int *) ul_53);
    ul_55  =  ul_5 + 84L;
    i_56  =  *((__global int *) ul_55);
    i_57  =  i_54 * i_29;
    i_58  =  i_57 + i_52;
    i_59  =  i_56 * i_32;
    i_60  =  i_58 + i_59;
    l_61  =  (long) i_60;
    l_62  =  l_61 + 4L;
    l_63  =  l_62 << 2;
    ul_64  =  ul_2 + l_63;
    f_65  =  *((__global float *) ul_64);
    ul_66  =  ul_5 + 92L;
    i_67  =  *((__global int *) ul_66);
    ul_68  =  ul_5 + 96L;
    i_69  =  *((__global int *) ul_68);
    ul_70  =  ul_5 + 104L;
    i_71  =  *((__global int *) ul_70);
    i_72  =  i_69 * i_29;
    i_73  =  i_72 + i_67;
    i_74  =  i_71 * i_32;
    i_75  =  i_73 + i_74;
    l_76  =  (long) i_75;
    l_77  =  l_76 + 4L;
    l_78  =  l_77 << 2;
    ul_79  =  ul_3 + l_78;
    f_80  =  *((__global float *) ul_79);
    ul_81  =  ul_5 + 28L;
    i_82  =  *((__global int *) ul_81);
    b_83  =  i_82 == 1;
    if(b_83)
    {
      // BLOCK 7
      ul_84  =  ul_5 + 112L;
      i_85  =  *((__global int *) ul_84);
      ul_86  =  ul_5 + 116L;
      i_87  =  *((__global int *) ul_86);
      ul_88  =  ul_5 + 124L;
      i_89  =  *((__global int *) ul_88);
      i_90  =  i_87 * i_29;
      i_91  =  i_90 + i_85;
      i_92  =  i_89 * i_32;
      i_93  =  i_91 + i_92;
      l_94  =  (long) i_93;
      l_95  =  l_94 + 4L;
      l_96  =  l_95 << 2;
      ul_97  =  ul_4 + l_96;
      f_98  =  *((__global float *) ul_97);
      f_99  =  f_80 + f_98;
      f_100  =  f_99;
    }  // B6
    else
    {
      // BLOCK 8
      f_100  =  f_80;
    }  // B6
    // BLOCK 9 MERGES [8 7 ]
    ul_101  =  ul_6 + 16L;
    f_102  =  *((__global float *) ul_101);
    b_103  =  i_42 < 0;
    if(b_103)
    {
      // BLOCK 10
      i_104  =  0;
    }  // B9
    else
    {
      // BLOCK 11
      i_104  =  i_11;
    }  // B9
    // BLOCK 12 MERGES [10 11 ]
    f_105  =  f_102 * f_80;
    i_106  =  i_48 * i_29;
    i_107  =  i_106 + i_46;
    i_108  =  i_50 * i_32;
    i_109  =  i_107 + i_108;
    i_110  =  i_20 * i_29;
    i_111  =  i_110 + i_18;
    i_112  =  i_22 * i_32;
    i_113  =  i_111 + i_112;
    // BLOCK 13 MERGES [12 20 ]
    i_114  =  0;
    for(;i_114 < i_104;)
    {
      // BLOCK 14
      i_115  =  i_109 + i_114;
      l_116  =  (long) i_115;
      l_117  =  l_116 + 4L;
      l_118  =  l_117 << 2;
      ul_119  =  ul_0 + l_118;
      f_120  =  *((__global float *) ul_119);
      f_121  =  f_120 - f_65;
      i_122  =  isless(f_121, -33.0F);
      if(i_122 == 1)
      {
        // BLOCK 15
        f_123  =  -33.0F;
      }  // B14
      else
      {
        // BLOCK 16
        f_123  =  f_121;
      }  // B14
      // BLOCK 17 MERGES [15 16 ]
      i_124  =  isless(f_121, -33.0F);
      if(i_124 == 1)
      {
        // BLOCK 18
        f_125  =  0.0F;
      }  // B17
      else
      {
        // BLOCK 19
        f_126  =  fma(f_123, 0.7213475F, 24.5F);
        i_127  =  isnan(f_126)? 0 : (int) f_126;
        i_128  =  i_127 + -24;
        f_129  =  (float) i_128;
        f_130  =  f_129 * 1.3862944F;
        f_131  =  f_123 - f_130;
        f_132  =  fma(f_131, 1.5441912E-11F, 1.5608198E-10F);
        f_133  =  fma(f_131, f_132, 1.2418356E-9F);
        f_134  =  fma(f_131, f_133, 7.450454E-9F);
        f_135  =  fma(f_131, f_134, 2.9802314E-8F);
        f_136  =  fma(f_131, f_135, 5.9604645E-8F);
        i_137  =  1 << i_127;
        f_138  =  (float) i_137;
        f_139  =  f_136 * f_138;
        f_140  =  f_139 * f_139;
        f_125  =  f_140;
      }  // B17
      // BLOCK 20 MERGES [18 19 ]
      i_141  =  i_113 + i_114;
      l_142  =  (long) i_141;
      l_143  =  l_142 + 4L;
      l_144  =  l_143 << 2;
      ul_145  =  ul_7 + l_144;
      f_146  =  f_100 * f_125;
      f_147  =  f_146 - f_105;
      *((__global float *) ul_145)  =  f_147;
      i_148  =  i_114 + 1;
      i_114  =  i_148;
    }  // B13
    // BLOCK 21
    f_149  =  f_40 - 1.0F;
    f_150  =  f_149 - f_39;
    f_151  =  native_sqrt(f_150);
    f_152  =  f_151 * 0.0F;
    i_153  =  i_104;
    // BLOCK 22 MERGES [21 23 ]
    i_153  =  i_104;
    for(;i_153 < i_11;)
    {
      // BLOCK 23
      i_154  =  i_153 + i_113;
      l_155  =  (long) i_154;
      l_156  =  l_155 + 4L;
      l_157  =  l_156 << 2;
      ul_158  =  ul_7 + l_157;
      *((__global float *) ul_158)  =  f_152;
      i_159  =  i_153 + 1;
      i_153  =  i_159;
    }  // B22
    // BLOCK 24
    b_160  =  i_42 < 0;
    if(b_160)
    {
      // BLOCK 25
    }  // B24
    else
    {
      // BLOCK 26
      i_161  =  i_42 + i_109;
      l_162  =  (long) i_161;
      l_163  =  l_162 + 4L;
      l_164  =  l_163 << 2;
      ul_165  =  ul_0 + l_164;
      f_166  =  *((__global float *) ul_165);
      f_167  =  f_166 - f_65;
      i_168  =  isless(f_167, -33.0F);
      if(i_168 == 1)
      {
        // BLOCK 27
        f_169  =  -33.0F;
      }  // B26
      else
      {
        // BLOCK 28
        f_169  =  f_167;
      }  // B26
      // BLOCK 29 MERGES [27 28 ]
      i_170  =  isless(f_167, -33.0F);
      if(i_170 == 1)
      {
        // BLOCK 30
        f_171  =  0.0F;
      }  // B29
      else
      {
        // BLOCK 31
        f_172  =  fma(f_169, 0.7213475F, 24.5F);
        i_173  =  isnan(f_172)? 0 : (int) f_172;
        i_174  =  i_173 + -24;
        f_175  =  (float) i_174;
        f_176  =  f_175 * 1.3862944F;
        f_177  =  f_169 - f_176;
        f_178  =  fma(f_177, 1.5441912E-11F, 1.5608198E-10F);
        f_179  =  fma(f_177, f_178, 1.2418356E-9F);
        f_180  =  fma(f_177, f_179, 7.450454E-9F);
        f_181  =  fma(f_177, f_180, 2.9802314E-8F);
        f_182  =  fma(f_177, f_181, 5.9604645E-8F);
        i_183  =  1 << i_173;
        f_184  =  (float) i_183;
        f_185  =  f_182 * f_184;
        f_186  =  f_185 * f_185;
        f_171  =  f_186;
      }  // B29
      // BLOCK 32 MERGES [30 31 ]
      f_187  =  *((__global float *) ul_101);
      ul_188  =  ul_6 + 20L;
      f_189  =  *((__global float *) ul_188);
      i_190  =  i_113 + i_42;
      l_191  =  (long) i_190;
      l_192  =  l_191 + 4L;
      l_193  =  l_192 << 2;
      ul_194  =  ul_7 + l_193;
      f_195  =  f_171 * f_100;
      f_196  =  f_187 + f_189;
      f_197  =  f_196 * f_80;
      f_198  =  f_195 - f_197;
      *((__global float *) ul_194)  =  f_198;
    }  // B24
  }  // B0
  else
  {
    // BLOCK 33
  }  // B0
  // BLOCK 34 MERGES [33 25 32 ]
  return;
}  //  kernel
