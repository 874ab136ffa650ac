__kernel void forwardLanes(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *logits, __global uchar *targets, __global uchar *lse, __global uchar *dy, __global uchar *dlse, __global uchar *sizes, __global uchar *scalars, __global uchar *dlogits, __private int lanes)
{
  bool b_17, b_88, b_108, b_167, b_170;
  float f_44, f_45, f_70, f_85, f_103, f_104, f_105, f_107, f_110, f_126, f_127, f_129;
  float f_131, f_132, f_135, f_136, f_137, f_138, f_139, f_140, f_141, f_142, f_144, f_145;
  float f_146, f_152, f_153, f_156, f_157, f_158, f_159, f_176, f_177, f_179, f_181, f_182;
  float f_185, f_186, f_187, f_188, f_189, f_190, f_191, f_192, f_194, f_195, f_196, f_197;
  float f_199, f_205, f_206, f_207, f_208;
  int i_9, i_11, i_13, i_14, i_15, i_16, i_19, i_21, i_23, i_25, i_27, i_29;
  int i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38, i_39, i_46, i_47;
  int i_48, i_49, i_51, i_53, i_55, i_57, i_59, i_61, i_62, i_63, i_64, i_65;
  int i_72, i_74, i_76, i_77, i_78, i_79, i_80, i_87, i_90, i_92, i_94, i_95;
  int i_96, i_97, i_98, i_109, i_111, i_112, i_113, i_114, i_115, i_116, i_117, i_118;
  int i_119, i_120, i_121, i_128, i_130, i_133, i_134, i_143, i_147, i_154, i_155, i_160;
  int i_161, i_166, i_168, i_169, i_171, i_178, i_180, i_183, i_184, i_193, i_200;
  long l_40, l_41, l_42, l_66, l_67, l_68, l_81, l_82, l_83, l_99, l_100, l_101;
  long l_122, l_123, l_124, l_148, l_149, l_150, l_162, l_163, l_164, l_172, l_173, l_174;
  long l_201, l_202, l_203;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_10, ul_12, ul_18;
  ulong ul_20, ul_22, ul_24, ul_26, ul_28, ul_43, ul_50, ul_52, ul_54, ul_56, ul_58, ul_60;
  ulong ul_69, ul_71, ul_73, ul_75, ul_84, ul_86, ul_89, ul_91, ul_93, ul_102, ul_106, ul_125;
  ulong ul_151, ul_165, ul_175, ul_198, ul_204;

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
  i_16  =  i_15 << 7;
  b_17  =  i_14 < i_16;
  if(b_17)
  {
    // BLOCK 1
    ul_18  =  ul_5 + 132L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_5 + 136L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_5 + 144L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_5 + 52L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_5 + 56L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_5 + 64L;
    i_29  =  *((__global int *) ul_28);
    i_30  =  i_14 >> 31;
    i_31  =  i_30 >> 25;
    i_32  =  i_31 + i_14;
    i_33  =  i_32 >> 7;
    i_34  =  i_33 / i_9;
    i_35  =  i_34 * i_27;
    i_36  =  i_35 + i_25;
    i_37  =  i_33 % i_9;
    i_38  =  i_37 * i_29;
    i_39  =  i_36 + i_38;
    l_40  =  (long) i_39;
    l_41  =  l_40 + 4L;
    l_42  =  l_41 << 2;
    ul_43  =  ul_1 + l_42;
    f_44  =  *((__global float *) ul_43);
    f_45  =  (float) i_11;
    i_46  =  isless(f_44, 0.0F);
    if(i_46 == 1)
    {
      // BLOCK 2
      i_47  =  -1;
    }  // B1
    else
    {
      // BLOCK 3
      i_48  =  isless(f_44, f_45);
      if(i_48 == 1)
      {
        // BLOCK 4
        i_49  =  isnan(f_44)? 0 : (int) f_44;
        i_47  =  i_49;
      }  // B3
      else
      {
        // BLOCK 5
        i_47  =  -1;
      }  // B3
    }  // B1
    // BLOCK 6 MERGES [2 5 4 ]
    ul_50  =  ul_5 + 32L;
    i_51  =  *((__global int *) ul_50);
    ul_52  =  ul_5 + 36L;
    i_53  =  *((__global int *) ul_52);
    ul_54  =  ul_5 + 44L;
    i_55  =  *((__global int *) ul_54);
    ul_56  =  ul_5 + 72L;
    i_57  =  *((__global int *) ul_56);
    ul_58  =  ul_5 + 76L;
    i_59  =  *((__global int *) ul_58);
    ul_60  =  ul_5 + 84L;
    i_61  =  *((__global int *) ul_60);
    i_62  =  i_59 * i_34;
    i_63  =  i_62 + i_57;
    i_64  =  i_61 * i_37;
    i_65  =  i_63 + i_64;
    l_66  =  (long) i_65;
    l_67  =  l_66 + 4L;
    l_68  =  l_67 << 2;
    ul_69  =  ul_2 + l_68;
    f_70  =  *((__global float *) ul_69);
    ul_71  =  ul_5 + 92L;
    i_72  =  *((__global int *) ul_71);
    ul_73  =  ul_5 + 96L;
    i_74  =  *((__global int *) ul_73);
    ul_75  =  ul_5 + 104L;
    i_76  =  *((__global int *) ul_75);
    i_77  =  i_74 * i_34;
    i_78  =  i_77 + i_72;
    i_79  =  i_76 * i_37;
    i_80  =  i_78 + i_79;
    l_81  =  (long) i_80;
    l_82  =  l_81 + 4L;
    l_83  =  l_82 << 2;
    ul_84  =  ul_3 + l_83;
    f_85  =  *((__global float *) ul_84);
    ul_86  =  ul_5 + 28L;
    i_87  =  *((__global int *) ul_86);
    b_88  =  i_87 == 1;
    if(b_88)
    {
      // BLOCK 7
      ul_89  =  ul_5 + 112L;
      i_90  =  *((__global int *) ul_89);
      ul_91  =  ul_5 + 116L;
      i_92  =  *((__global int *) ul_91);
      ul_93  =  ul_5 + 124L;
      i_94  =  *((__global int *) ul_93);
      i_95  =  i_92 * i_34;
      i_96  =  i_95 + i_90;
      i_97  =  i_94 * i_37;
      i_98  =  i_96 + i_97;
      l_99  =  (long) i_98;
      l_100  =  l_99 + 4L;
      l_101  =  l_100 << 2;
      ul_102  =  ul_4 + l_101;
      f_103  =  *((__global float *) ul_102);
      f_104  =  f_85 + f_103;
      f_105  =  f_104;
    }  // B6
    else
    {
      // BLOCK 8
      f_105  =  f_85;
    }  // B6
    // BLOCK 9 MERGES [8 7 ]
    ul_106  =  ul_6 + 16L;
    f_107  =  *((__global float *) ul_106);
    b_108  =  i_47 < 0;
    if(b_108)
    {
      // BLOCK 10
      i_109  =  0;
    }  // B9
    else
    {
      // BLOCK 11
      i_109  =  i_11;
    }  // B9
    // BLOCK 12 MERGES [10 11 ]
    f_110  =  f_107 * f_85;
    i_111  =  i_53 * i_34;
    i_112  =  i_111 + i_51;
    i_113  =  i_55 * i_37;
    i_114  =  i_112 + i_113;
    i_115  =  i_21 * i_34;
    i_116  =  i_115 + i_19;
    i_117  =  i_23 * i_37;
    i_118  =  i_116 + i_117;
    i_119  =  i_14 % 128;
    // BLOCK 13 MERGES [12 20 ]
    i_120  =  i_119;
    for(;i_120 < i_109;)
    {
      // BLOCK 14
      i_121  =  i_114 + i_120;
      l_122  =  (long) i_121;
      l_123  =  l_122 + 4L;
      l_124  =  l_123 << 2;
      ul_125  =  ul_0 + l_124;
      f_126  =  *((__global float *) ul_125);
      f_127  =  f_126 - f_70;
      i_128  =  isless(f_127, -33.0F);
      if(i_128 == 1)
      {
        // BLOCK 15
        f_129  =  -33.0F;
      }  // B14
      else
      {
        // BLOCK 16
        f_129  =  f_127;
      }  // B14
      // BLOCK 17 MERGES [15 16 ]
      i_130  =  isless(f_127, -33.0F);
      if(i_130 == 1)
      {
        // BLOCK 18
        f_131  =  0.0F;
      }  // B17
      else
      {
        // BLOCK 19
        f_132  =  fma(f_129, 0.7213475F, 24.5F);
        i_133  =  isnan(f_132)? 0 : (int) f_132;
        i_134  =  i_133 + -24;
        f_135  =  (float) i_134;
        f_136  =  f_135 * 1.3862944F;
        f_137  =  f_129 - f_136;
        f_138  =  fma(f_137, 1.5441912E-11F, 1.5608198E-10F);
        f_139  =  fma(f_137, f_138, 1.2418356E-9F);
        f_140  =  fma(f_137, f_139, 7.450454E-9F);
        f_141  =  fma(f_137, f_140, 2.9802314E-8F);
        f_142  =  fma(f_137, f_141, 5.9604645E-8F);
        i_143  =  1 << i_133;
        f_144  =  (float) i_143;
        f_145  =  f_142 * f_144;
        f_146  =  f_145 * f_145;
        f_131  =  f_146;
      }  // B17
      // BLOCK 20 MERGES [18 19 ]
      i_147  =  i_118 + i_120;
      l_148  =  (long) i_147;
      l_149  =  l_148 + 4L;
      l_150  =  l_149 << 2;
      ul_151  =  ul_7 + l_150;
      f_152  =  f_105 * f_131;
      f_153  =  f_152 - f_110;
      *((__global float *) ul_151)  =  f_153;
      i_154  =  i_120 + 128;
      i_120  =  i_154;
    }  // B13
    // BLOCK 21
    i_155  =  i_109 + i_119;
    f_156  =  f_45 - 1.0F;
    f_157  =  f_156 - f_44;
    f_158  =  native_sqrt(f_157);
    f_159  =  f_158 * 0.0F;
    // BLOCK 22 MERGES [21 23 ]
    i_160  =  i_155;
    for(;i_160 < i_11;)
    {
      // BLOCK 23
      i_161  =  i_160 + i_118;
      l_162  =  (long) i_161;
      l_163  =  l_162 + 4L;
      l_164  =  l_163 << 2;
      ul_165  =  ul_7 + l_164;
      *((__global float *) ul_165)  =  f_159;
      i_166  =  i_160 + 128;
      i_160  =  i_166;
    }  // B22
    // BLOCK 24
    b_167  =  i_47 < 0;
    if(b_167)
    {
      // BLOCK 25
      i_168  =  -1;
    }  // B24
    else
    {
      // BLOCK 26
      i_169  =  i_47 % 128;
      i_168  =  i_169;
    }  // B24
    // BLOCK 27 MERGES [25 26 ]
    b_170  =  i_168 == i_119;
    if(b_170)
    {
      // BLOCK 28
      i_171  =  i_47 + i_114;
      l_172  =  (long) i_171;
      l_173  =  l_172 + 4L;
      l_174  =  l_173 << 2;
      ul_175  =  ul_0 + l_174;
      f_176  =  *((__global float *) ul_175);
      f_177  =  f_176 - f_70;
      i_178  =  isless(f_177, -33.0F);
      if(i_178 == 1)
      {
        // BLOCK 29
        f_179  =  -33.0F;
      }  // B28
      else
      {
        // BLOCK 30
        f_179  =  f_177;
      }  // B28
      // BLOCK 31 MERGES [29 30 ]
      i_180  =  isless(f_177, -33.0F);
      if(i_180 == 1)
      {
        // BLOCK 32
        f_181  =  0.0F;
      }  // B31
      else
      {
        // BLOCK 33
        f_182  =  fma(f_179, 0.7213475F, 24.5F);
        i_183  =  isnan(f_182)? 0 : (int) f_182;
        i_184  =  i_183 + -24;
        f_185  =  (float) i_184;
        f_186  =  f_185 * 1.3862944F;
        f_187  =  f_179 - f_186;
        f_188  =  fma(f_187, 1.5441912E-11F, 1.5608198E-10F);
        f_189  =  fma(f_187, f_188, 1.2418356E-9F);
        f_190  =  fma(f_187, f_189, 7.450454E-9F);
        f_191  =  fma(f_187, f_190, 2.9802314E-8F);
        f_192  =  fma(f_187, f_191, 5.9604645E-8F);
        i_193  =  1 << i_183;
        f_194  =  (float) i_193;
        f_195  =  f_192 * f_194;
        f_196  =  f_195 * f_195;
        f_181  =  f_196;
      }  // B31
      // BLOCK 34 MERGES [32 33 ]
      f_197  =  *((__global float *) ul_106);
      ul_198  =  ul_6 + 20L;
      f_199  =  *((__global float *) ul_198);
      i_200  =  i_118 + i_47;
      l_201  =  (long) i_200;
      l_202  =  l_201 + 4L;
      l_203  =  l_202 << 2;
      ul_204  =  ul_7 + l_203;
      f_205  =  f_181 * f_105;
      f_206  =  f_197 + f_199;
      f_207  =  f_206 * f_85;
      f_208  =  f_205 - f_207;
      *((__global float *) ul_204)  =  f_208;
    }  // B27
    else
    {
      // BLOCK 35
    }  // B27
  }  // B0
  else
  {
    // BLOCK 36
  }  // B0
  // BLOCK 37 MERGES [36 35 34 ]
  return;
}  //  kernel
