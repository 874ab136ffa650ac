__kernel void backwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *gamma, __global uchar *dy, __global uchar *sizes, __global uchar *scalars, __global uchar *dx, __global uchar *products)
{
  bool b_79, b_103, b_160, b_187, b_214;
  float f_67, f_74, f_75, f_80, f_82, f_83, f_85, f_86, f_87, f_88, f_89, f_96;
  float f_97, f_98, f_99, f_104, f_106, f_107, f_108, f_109, f_110, f_112, f_113, f_115;
  float f_116, f_117, f_118, f_119, f_120, f_121, f_122, f_129, f_130, f_137, f_144, f_150;
  float f_151, f_152, f_153, f_154, f_155, f_156, f_161, f_163, f_164, f_165, f_166, f_167;
  float f_169, f_170, f_177, f_183, f_184, f_185, f_186, f_194, f_206, f_207, f_208, f_209;
  float f_210, f_211, f_212, f_226;
  int i_10, i_12, i_14, i_16, i_18, i_20, i_22, i_24, i_26, i_28, i_30, i_32;
  int i_34, i_36, i_38, i_40, i_42, i_44, i_46, i_48, i_50, i_52, i_54, i_55;
  int i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_68;
  int i_69, i_76, i_77, i_78, i_81, i_84, i_90, i_91, i_100, i_101, i_102, i_105;
  int i_111, i_123, i_124, i_125, i_126, i_127, i_128, i_131, i_132, i_138, i_139, i_145;
  int i_157, i_158, i_159, i_162, i_168, i_171, i_172, i_178, i_188, i_189, i_195, i_196;
  int i_197, i_198, i_199, i_200, i_201, i_213, i_215, i_216, i_217, i_218, i_219, i_220;
  int i_221, i_227;
  long l_70, l_71, l_72, l_92, l_93, l_94, l_133, l_134, l_135, l_140, l_141, l_142;
  long l_146, l_147, l_148, l_173, l_174, l_175, l_179, l_180, l_181, l_190, l_191, l_192;
  long l_202, l_203, l_204, l_222, l_223, l_224;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_9, ul_11, ul_13, ul_15, ul_17;
  ulong ul_19, ul_21, ul_23, ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_37, ul_39, ul_41;
  ulong ul_43, ul_45, ul_47, ul_49, ul_51, ul_53, ul_73, ul_95, ul_114, ul_136, ul_143, ul_149;
  ulong ul_176, ul_182, ul_193, ul_205, ul_225;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) gamma;
  ul_2  =  (ulong) dy;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) scalars;
  ul_5  =  (ulong) dx;
  ul_6  =  (ulong) products;
  __local float adf_7[128];
  __local float adf_8[128];
  ul_9  =  ul_3 + 20L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 24L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_3 + 28L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_3 + 40L;
  i_16  =  *((__global int *) ul_15);
  ul_17  =  ul_3 + 44L;
  i_18  =  *((__global int *) ul_17);
  ul_19  =  ul_3 + 48L;
  i_20  =  *((__global int *) ul_19);
  ul_21  =  ul_3 + 52L;
  i_22  =  *((__global int *) ul_21);
  ul_23  =  ul_3 + 80L;
  i_24  =  *((__global int *) ul_23);
  ul_25  =  ul_3 + 84L;
  i_26  =  *((__global int *) ul_25);
  ul_27  =  ul_3 + 88L;
  i_28  =  *((__global int *) ul_27);
  ul_29  =  ul_3 + 92L;
  i_30  =  *((__global int *) ul_29);
  ul_31  =  ul_3 + 100L;
  i_32  =  *((__global int *) ul_31);
  ul_33  =  ul_3 + 104L;
  i_34  =  *((__global int *) ul_33);
  ul_35  =  ul_3 + 108L;
  i_36  =  *((__global int *) ul_35);
  ul_37  =  ul_3 + 112L;
  i_38  =  *((__global int *) ul_37);
  ul_39  =  ul_3 + 120L;
  i_40  =  *((__global int *) ul_39);
  ul_41  =  ul_3 + 124L;
  i_42  =  *((__global int *) ul_41);
  ul_43  =  ul_3 + 128L;
  i_44  =  *((__global int *) ul_43);
  ul_45  =  ul_3 + 132L;
  i_46  =  *((__global int *) ul_45);
  ul_47  =  ul_3 + 60L;
  i_48  =  *((__global int *) ul_47);
  ul_49  =  ul_3 + 76L;
  i_50  =  *((__global int *) ul_49);
  ul_51  =  ul_3 + 32L;
  i_52  =  *((__global int *) ul_51);
  ul_53  =  ul_3 + 36L;
  i_54  =  *((__global int *) ul_53);
  i_55  =  get_group_id(0);
  i_56  =  i_55 / i_12;
  i_57  =  i_56 / i_10;
  i_58  =  i_57 * i_18;
  i_59  =  i_58 + i_16;
  i_60  =  i_56 % i_10;
  i_61  =  i_60 * i_20;
  i_62  =  i_59 + i_61;
  i_63  =  i_55 % i_12;
  i_64  =  i_63 * i_22;
  i_65  =  i_62 + i_64;
  i_66  =  get_local_id(0);
  // BLOCK 1 MERGES [0 2 ]
  f_67  =  0.0F;
  i_68  =  i_66;
  for(;i_68 < i_14;)
  {
    // BLOCK 2
    i_69  =  i_65 + i_68;
    l_70  =  (long) i_69;
    l_71  =  l_70 + 4L;
    l_72  =  l_71 << 2;
    ul_73  =  ul_0 + l_72;
    f_74  =  *((__global float *) ul_73);
    f_75  =  f_67 + f_74;
    i_76  =  i_68 + 128;
    f_67  =  f_75;
    i_68  =  i_76;
  }  // B1
  // BLOCK 3
  adf_7[i_66]  =  f_67;
  // BLOCK 4 MERGES [3 8 ]
  i_77  =  64;
  for(;i_77 >= 1;)
  {
    // BLOCK 5
    barrier(CLK_LOCAL_MEM_FENCE);
    i_78  =  i_77 >> 1;
    b_79  =  i_66 < i_77;
    if(b_79)
    {
      // BLOCK 6
      f_80  =  adf_7[i_66];
      i_81  =  i_77 + i_66;
      f_82  =  adf_7[i_81];
      f_83  =  f_80 + f_82;
      adf_7[i_66]  =  f_83;
    }  // B5
    else
    {
      // BLOCK 7
    }  // B5
    // BLOCK 8 MERGES [7 6 ]
    i_84  =  i_78;
    i_77  =  i_84;
  }  // B4
  // BLOCK 9
  barrier(CLK_LOCAL_MEM_FENCE);
  f_85  =  adf_7[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  f_86  =  (float) i_14;
  f_87  =  f_85 / f_86;
  // BLOCK 10 MERGES [9 11 ]
  f_88  =  0.0F;
  f_89  =  0.0F;
  i_90  =  i_66;
  for(;i_90 < i_14;)
  {
    // BLOCK 11
    i_91  =  i_90 + i_65;
    l_92  =  (long) i_91;
    l_93  =  l_92 + 4L;
    l_94  =  l_93 << 2;
    ul_95  =  ul_0 + l_94;
    f_96  =  *((__global float *) ul_95);
    f_97  =  f_96 - f_87;
    f_98  =  fma(f_97, f_97, f_89);
    f_99  =  f_88 + f_97;
    i_100  =  i_90 + 128;
    f_88  =  f_99;
    f_89  =  f_98;
    i_90  =  i_100;
  }  // B10
  // BLOCK 12
  adf_7[i_66]  =  f_88;
  adf_8[i_66]  =  f_89;
  // BLOCK 13 MERGES [12 17 ]
  i_101  =  64;
  for(;i_101 >= 1;)
  {
    // BLOCK 14
    barrier(CLK_LOCAL_MEM_FENCE);
    i_102  =  i_101 >> 1;
    b_103  =  i_66 < i_101;
    if(b_103)
    {
      // BLOCK 15
      f_104  =  adf_7[i_66];
      i_105  =  i_101 + i_66;
      f_106  =  adf_7[i_105];
      f_107  =  f_104 + f_106;
      adf_7[i_66]  =  f_107;
      f_108  =  adf_8[i_66];
      f_109  =  adf_8[i_105];
      f_110  =  f_108 + f_109;
      adf_8[i_66]  =  f_110;
    }  // B14
    else
    {
      // BLOCK 16
    }  // B14
    // BLOCK 17 MERGES [16 15 ]
    i_111  =  i_102;
    i_101  =  i_111;
  }  // B13
  // BLOCK 18
  barrier(CLK_LOCAL_MEM_FENCE);
  f_112  =  adf_7[0];
  f_113  =  adf_8[0];
  ul_114  =  ul_4 + 16L;
  f_115  =  *((__global float *) ul_114);
  barrier(CLK_LOCAL_MEM_FENCE);
  f_116  =  f_113 / f_86;
  f_117  =  f_112 / f_86;
  f_118  =  f_117 * f_117;
  f_119  =  f_116 - f_118;
  f_120  =  fmax(0.0F, f_119);
  f_121  =  f_120 + f_115;
  f_122  =  rsqrt(f_121);
  i_123  =  i_26 * i_57;
  i_124  =  i_123 + i_24;
  i_125  =  i_28 * i_60;
  i_126  =  i_124 + i_125;
  i_127  =  i_30 * i_63;
  i_128  =  i_126 + i_127;
  // BLOCK 19 MERGES [18 20 ]
  f_129  =  0.0F;
  f_130  =  0.0F;
  i_131  =  i_66;
  for(;i_131 < i_14;)
  {
    // BLOCK 20
    i_132  =  i_131 + i_65;
    l_133  =  (long) i_132;
    l_134  =  l_133 + 4L;
    l_135  =  l_134 << 2;
    ul_136  =  ul_0 + l_135;
    f_137  =  *((__global float *) ul_136);
    i_138  =  i_50 * i_131;
    i_139  =  i_138 + i_48;
    l_140  =  (long) i_139;
    l_141  =  l_140 + 4L;
    l_142  =  l_141 << 2;
    ul_143  =  ul_1 + l_142;
    f_144  =  *((__global float *) ul_143);
    i_145  =  i_128 + i_131;
    l_146  =  (long) i_145;
    l_147  =  l_146 + 4L;
    l_148  =  l_147 << 2;
    ul_149  =  ul_2 + l_148;
    f_150  =  *((__global float *) ul_149);
    f_151  =  f_137 - f_87;
    f_152  =  f_151 - f_117;
    f_153  =  f_122 * f_152;
    f_154  =  f_144 * f_150;
    f_155  =  fma(f_153, f_154, f_130);
    f_156  =  fma(f_144, f_150, f_129);
    i_157  =  i_131 + 128;
    f_129  =  f_156;
    f_130  =  f_155;
    i_131  =  i_157;
  }  // B19
  // BLOCK 21
  adf_7[i_66]  =  f_129;
  adf_8[i_66]  =  f_130;
  // BLOCK 22 MERGES [21 26 ]
  i_158  =  64;
  for(;i_158 >= 1;)
  {
    // BLOCK 23
    barrier(CLK_LOCAL_MEM_FENCE);
    i_159  =  i_158 >> 1;
    b_160  =  i_66 < i_158;
    if(b_160)
    {
      // BLOCK 24
      f_161  =  adf_7[i_66];
      i_162  =  i_158 + i_66;
      f_163  =  adf_7[i_162];
      f_164  =  f_161 + f_163;
      adf_7[i_66]  =  f_164;
      f_165  =  adf_8[i_66];
      f_166  =  adf_8[i_162];
      f_167  =  f_165 + f_166;
      adf_8[i_66]  =  f_167;
    }  // B23
    else
    {
      // BLOCK 25
    }  // B23
    // BLOCK 26 MERGES [25 24 ]
    i_168  =  i_159;
    i_158  =  i_168;
  }  // B22
  // BLOCK 27
  barrier(CLK_LOCAL_MEM_FENCE);
  f_169  =  adf_7[0];
  f_170  =  adf_8[0];
  // BLOCK 28 MERGES [27 35 ]
  i_171  =  i_66;
  for(;i_171 < i_14;)
  {
    // BLOCK 29
    i_172  =  i_171 + i_65;
    l_173  =  (long) i_172;
    l_174  =  l_173 + 4L;
    l_175  =  l_174 << 2;
    ul_176  =  ul_0 + l_175;
    f_177  =  *((__global float *) ul_176);
    i_178  =  i_171 + i_128;
    l_179  =  (long) i_178;
    l_180  =  l_179 + 4L;
    l_181  =  l_180 << 2;
    ul_182  =  ul_2 + l_181;
    f_183  =  *((__global float *) ul_182);
    f_184  =  f_177 - f_87;
    f_185  =  f_184 - f_117;
    f_186  =  f_185 * f_122;
    b_187  =  i_52 == 1;
    if(b_187)
    {
      // BLOCK 30
      i_188  =  i_171 * i_50;
      i_189  =  i_188 + i_48;
      l_190  =  (long) i_189;
      l_191  =  l_190 + 4L;
      l_192  =  l_191 << 2;
      ul_193  =  ul_1 + l_192;
      f_194  =  *((__global float *) ul_193);
      i_195  =  i_34 * i_57;
      i_196  =  i_195 + i_32;
      i_197  =  i_36 * i_60;
      i_198  =  i_196 + i_197;
      i_199  =  i_38 * i_63;
      i_200  =  i_198 + i_199;
      i_201  =  i_200 + i_171;
      l_202  =  (long) i_201;
      l_203  =  l_202 + 4L;
      l_204  =  l_203 << 2;
      ul_205  =  ul_5 + l_204;
      f_206  =  f_183 * f_194;
      f_207  =  f_169 / f_86;
      f_208  =  f_206 - f_207;
      f_209  =  f_170 / f_86;
      f_210  =  f_209 * f_186;
      f_211  =  f_208 - f_210;
      f_212  =  f_211 * f_122;
      *((__global float *) ul_205)  =  f_212;
    }  // B29
    else
    {
      // BLOCK 31
    }  // B29
    // BLOCK 32 MERGES [31 30 ]
    i_213  =  i_171 + 128;
    b_214  =  i_54 == 1;
    if(b_214)
    {
      // BLOCK 33
      i_215  =  i_42 * i_57;
      i_216  =  i_215 + i_40;
      i_217  =  i_44 * i_60;
      i_218  =  i_216 + i_217;
      i_219  =  i_46 * i_63;
      i_220  =  i_218 + i_219;
      i_221  =  i_220 + i_171;
      l_222  =  (long) i_221;
      l_223  =  l_222 + 4L;
      l_224  =  l_223 << 2;
      ul_225  =  ul_6 + l_224;
      f_226  =  f_186 * f_183;
      *((__global float *) ul_225)  =  f_226;
    }  // B32
    else
    {
      // BLOCK 34
    }  // B32
    // BLOCK 35 MERGES [34 33 ]
    i_227  =  i_213;
    i_171  =  i_227;
  }  // B28
  // BLOCK 36
  return;
}  //  kernel
