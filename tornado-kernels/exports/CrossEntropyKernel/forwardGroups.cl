__kernel void forwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *logits, __global uchar *targets, __global uchar *sizes, __global uchar *scalars, __global uchar *y, __global uchar *lse)
{
  bool b_43, b_194, b_210, b_216;
  float f_37, f_38, f_44, f_45, f_46, f_47, f_48, f_59, f_67, f_68, f_69, f_76;
  float f_82, f_88, f_94, f_100, f_106, f_112, f_118, f_119, f_120, f_121, f_122, f_123;
  float f_124, f_125, f_126, f_127, f_128, f_129, f_130, f_131, f_132, f_133, f_134, f_135;
  float f_136, f_137, f_138, f_139, f_140, f_141, f_142, f_143, f_144, f_145, f_146, f_147;
  float f_148, f_149, f_150, f_151, f_152, f_153, f_154, f_155, f_156, f_157, f_158, f_159;
  float f_160, f_161, f_162, f_163, f_164, f_165, f_166, f_167, f_168, f_169, f_170, f_173;
  float f_174, f_175, f_182, f_183, f_184, f_185, f_186, f_187, f_188, f_189, f_190, f_195;
  float f_197, f_198, f_199, f_200, f_201, f_203, f_204, f_205, f_206, f_207, f_211, f_213;
  float f_214, f_246, f_248, f_250, f_251, f_252, f_253, f_254, f_255, f_256, f_257, f_258;
  int i_11, i_13, i_15, i_17, i_19, i_21, i_23, i_25, i_26, i_27, i_28, i_29;
  int i_30, i_31, i_32, i_39, i_40, i_41, i_42, i_49, i_50, i_51, i_52, i_53;
  int i_54, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_70, i_71, i_77, i_83;
  int i_89, i_95, i_101, i_107, i_113, i_171, i_172, i_176, i_177, i_191, i_192, i_193;
  int i_196, i_202, i_208, i_209, i_212, i_215, i_218, i_220, i_222, i_224, i_226, i_228;
  int i_229, i_230, i_231, i_232, i_237, i_238, i_239, i_240, i_245, i_249;
  long l_33, l_34, l_35, l_55, l_56, l_57, l_72, l_73, l_74, l_78, l_79, l_80;
  long l_84, l_85, l_86, l_90, l_91, l_92, l_96, l_97, l_98, l_102, l_103, l_104;
  long l_108, l_109, l_110, l_114, l_115, l_116, l_178, l_179, l_180, l_233, l_234, l_235;
  long l_241, l_242, l_243;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_10, ul_12, ul_14, ul_16, ul_18, ul_20;
  ulong ul_22, ul_24, ul_36, ul_58, ul_75, ul_81, ul_87, ul_93, ul_99, ul_105, ul_111, ul_117;
  ulong ul_181, ul_217, ul_219, ul_221, ul_223, ul_225, ul_227, ul_236, ul_244, ul_247;

  // BLOCK 0
  ul_0  =  (ulong) logits;
  ul_1  =  (ulong) targets;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) scalars;
  ul_4  =  (ulong) y;
  ul_5  =  (ulong) lse;
  __private float ul_6[8];
  __private float* ul_7 = ul_6;
  __local float adf_8[128];
  __local float adf_9[128];
  ul_10  =  ul_2 + 20L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 24L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_2 + 28L;
  i_15  =  *((__global int *) ul_14);
  ul_16  =  ul_2 + 32L;
  i_17  =  *((__global int *) ul_16);
  ul_18  =  ul_2 + 40L;
  i_19  =  *((__global int *) ul_18);
  ul_20  =  ul_2 + 48L;
  i_21  =  *((__global int *) ul_20);
  ul_22  =  ul_2 + 52L;
  i_23  =  *((__global int *) ul_22);
  ul_24  =  ul_2 + 60L;
  i_25  =  *((__global int *) ul_24);
  i_26  =  get_group_id(0);
  i_27  =  i_26 / i_11;
  i_28  =  i_27 * i_23;
  i_29  =  i_28 + i_21;
  i_30  =  i_26 % i_11;
  i_31  =  i_30 * i_25;
  i_32  =  i_29 + i_31;
  l_33  =  (long) i_32;
  l_34  =  l_33 + 4L;
  l_35  =  l_34 << 2;
  ul_36  =  ul_1 + l_35;
  f_37  =  *((__global float *) ul_36);
  f_38  =  (float) i_13;
  i_39  =  isless(f_37, 0.0F);
  if(i_39 == 1)
  {
    // BLOCK 1
    i_40  =  -1;
  }  // B0
  else
  {
    // BLOCK 2
    i_41  =  isless(f_37, f_38);
    if(i_41 == 1)
    {
      // BLOCK 3
      i_42  =  isnan(f_37)? 0 : (int) f_37;
      i_40  =  i_42;
    }  // B2
    else
    {
      // BLOCK 4
      i_40  =  -1;
    }  // B2
  }  // B0
  // BLOCK 5 MERGES [1 4 3 ]
  b_43  =  i_40 < 0;
  if(b_43)
  {
    // BLOCK 6
    f_44  =  f_38 - 1.0F;
    f_45  =  f_44 - f_37;
    f_46  =  native_sqrt(f_45);
    f_47  =  f_46 * 0.0F;
    f_48  =  f_47;
  }  // B5
  else
  {
    // BLOCK 7
    f_48  =  0.0F;
  }  // B5
  // BLOCK 8 MERGES [6 7 ]
  i_49  =  (i_40 < 0) ? 0 : i_40;
  i_50  =  i_17 * i_27;
  i_51  =  i_50 + i_15;
  i_52  =  i_19 * i_30;
  i_53  =  i_51 + i_52;
  i_54  =  i_49 + i_53;
  l_55  =  (long) i_54;
  l_56  =  l_55 + 4L;
  l_57  =  l_56 << 2;
  ul_58  =  ul_0 + l_57;
  f_59  =  *((__global float *) ul_58);
  i_60  =  isless(f_37, 0.0F);
  if(i_60 == 1)
  {
    // BLOCK 9
    i_61  =  0;
  }  // B8
  else
  {
    // BLOCK 10
    i_61  =  i_13;
  }  // B8
  // BLOCK 11 MERGES [10 9 ]
  i_62  =  i_61 >> 31;
  i_63  =  i_62 >> 22;
  i_64  =  i_63 + i_61;
  i_65  =  i_64 & -1024;
  i_66  =  get_local_id(0);
  // BLOCK 12 MERGES [11 13 ]
  f_67  =  -3.4028235E38F;
  f_68  =  0.0F;
  f_69  =  0.0F;
  i_70  =  i_66;
  for(;i_70 < i_65;)
  {
    // BLOCK 13
    i_71  =  i_70 + i_53;
    l_72  =  (long) i_71;
    l_73  =  l_72 + 4L;
    l_74  =  l_73 << 2;
    ul_75  =  ul_0 + l_74;
    f_76  =  *((__global float *) ul_75);
    ul_7[0]  =  f_76;
    i_77  =  i_71 + 128;
    l_78  =  (long) i_77;
    l_79  =  l_78 + 4L;
    l_80  =  l_79 << 2;
    ul_81  =  ul_0 + l_80;
    f_82  =  *((__global float *) ul_81);
    ul_7[1]  =  f_82;
    i_83  =  i_71 + 256;
    l_84  =  (long) i_83;
    l_85  =  l_84 + 4L;
    l_86  =  l_85 << 2;
    ul_87  =  ul_0 + l_86;
    f_88  =  *((__global float *) ul_87);
    ul_7[2]  =  f_88;
    i_89  =  i_71 + 384;
    l_90  =  (long) i_89;
    l_91  =  l_90 + 4L;
    l_92  =  l_91 << 2;
    ul_93  =  ul_0 + l_92;
    f_94  =  *((__global float *) ul_93);
    ul_7[3]  =  f_94;
    i_95  =  i_71 + 512;
    l_96  =  (long) i_95;
    l_97  =  l_96 + 4L;
    l_98  =  l_97 << 2;
    ul_99  =  ul_0 + l_98;
    f_100  =  *((__global float *) ul_99);
    ul_7[4]  =  f_100;
    i_101  =  i_71 + 640;
    l_102  =  (long) i_101;
    l_103  =  l_102 + 4L;
    l_104  =  l_103 << 2;
    ul_105  =  ul_0 + l_104;
    f_106  =  *((__global float *) ul_105);
    ul_7[5]  =  f_106;
    i_107  =  i_71 + 768;
    l_108  =  (long) i_107;
    l_109  =  l_108 + 4L;
    l_110  =  l_109 << 2;
    ul_111  =  ul_0 + l_110;
    f_112  =  *((__global float *) ul_111);
    ul_7[6]  =  f_112;
    i_113  =  i_71 + 896;
    l_114  =  (long) i_113;
    l_115  =  l_114 + 4L;
    l_116  =  l_115 << 2;
    ul_117  =  ul_0 + l_116;
    f_118  =  *((__global float *) ul_117);
    ul_7[7]  =  f_118;
    f_119  =  f_76 - f_59;
    f_120  =  f_119 + 0.0F;
    f_121  =  f_82 - f_59;
    f_122  =  f_120 + f_121;
    f_123  =  f_88 - f_59;
    f_124  =  f_122 + f_123;
    f_125  =  f_94 - f_59;
    f_126  =  f_124 + f_125;
    f_127  =  f_100 - f_59;
    f_128  =  f_126 + f_127;
    f_129  =  f_106 - f_59;
    f_130  =  f_128 + f_129;
    f_131  =  f_112 - f_59;
    f_132  =  f_130 + f_131;
    f_133  =  f_118 - f_59;
    f_134  =  f_132 + f_133;
    f_135  =  f_69 + f_134;
    f_136  =  fmax(f_67, f_76);
    f_137  =  fmax(f_136, f_82);
    f_138  =  fmax(f_137, f_88);
    f_139  =  fmax(f_138, f_94);
    f_140  =  fmax(f_139, f_100);
    f_141  =  fmax(f_140, f_106);
    f_142  =  fmax(f_141, f_112);
    f_143  =  fmax(f_142, f_118);
    f_144  =  f_67 - f_143;
    f_145  =  exp(f_144);
    f_146  =  f_76 - f_143;
    f_147  =  exp(f_146);
    f_148  =  f_147 + 0.0F;
    f_149  =  f_82 - f_143;
    f_150  =  exp(f_149);
    f_151  =  f_148 + f_150;
    f_152  =  f_88 - f_143;
    f_153  =  exp(f_152);
    f_154  =  f_151 + f_153;
    f_155  =  f_94 - f_143;
    f_156  =  exp(f_155);
    f_157  =  f_154 + f_156;
    f_158  =  f_100 - f_143;
    f_159  =  exp(f_158);
    f_160  =  f_157 + f_159;
    f_161  =  f_106 - f_143;
    f_162  =  exp(f_161);
    f_163  =  f_160 + f_162;
    f_164  =  f_112 - f_143;
    f_165  =  exp(f_164);
    f_166  =  f_163 + f_165;
    f_167  =  f_118 - f_143;
    f_168  =  exp(f_167);
    f_169  =  f_166 + f_168;
    f_170  =  fma(f_68, f_145, f_169);
    i_171  =  i_70 + 1024;
    f_67  =  f_143;
    f_68  =  f_170;
    f_69  =  f_135;
    i_70  =  i_171;
  }  // B12
  // BLOCK 14
  i_172  =  i_65 + i_66;
  // BLOCK 15 MERGES [14 16 ]
  f_173  =  f_67;
  f_174  =  f_68;
  f_175  =  f_69;
  i_176  =  i_172;
  for(;i_176 < i_61;)
  {
    // BLOCK 16
    i_177  =  i_176 + i_53;
    l_178  =  (long) i_177;
    l_179  =  l_178 + 4L;
    l_180  =  l_179 << 2;
    ul_181  =  ul_0 + l_180;
    f_182  =  *((__global float *) ul_181);
    f_183  =  f_182 - f_59;
    f_184  =  f_175 + f_183;
    f_185  =  fmax(f_173, f_182);
    f_186  =  f_173 - f_185;
    f_187  =  exp(f_186);
    f_188  =  f_182 - f_185;
    f_189  =  exp(f_188);
    f_190  =  fma(f_174, f_187, f_189);
    i_191  =  i_176 + 128;
    f_173  =  f_185;
    f_174  =  f_190;
    f_175  =  f_184;
    i_176  =  i_191;
  }  // B15
  // BLOCK 17
  adf_8[i_66]  =  f_173;
  adf_9[i_66]  =  f_175;
  // BLOCK 18 MERGES [17 22 ]
  i_192  =  64;
  for(;i_192 >= 1;)
  {
    // BLOCK 19
    barrier(CLK_LOCAL_MEM_FENCE);
    i_193  =  i_192 >> 1;
    b_194  =  i_66 < i_192;
    if(b_194)
    {
      // BLOCK 20
      f_195  =  adf_8[i_66];
      i_196  =  i_192 + i_66;
      f_197  =  adf_8[i_196];
      f_198  =  fmax(f_195, f_197);
      adf_8[i_66]  =  f_198;
      f_199  =  adf_9[i_66];
      f_200  =  adf_9[i_196];
      f_201  =  f_199 + f_200;
      adf_9[i_66]  =  f_201;
    }  // B19
    else
    {
      // BLOCK 21
    }  // B19
    // BLOCK 22 MERGES [21 20 ]
    i_202  =  i_193;
    i_192  =  i_202;
  }  // B18
  // BLOCK 23
  barrier(CLK_LOCAL_MEM_FENCE);
  f_203  =  adf_8[0];
  f_204  =  adf_9[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  f_205  =  f_173 - f_203;
  f_206  =  exp(f_205);
  f_207  =  f_206 * f_174;
  adf_8[i_66]  =  f_207;
  // BLOCK 24 MERGES [23 28 ]
  i_208  =  64;
  for(;i_208 >= 1;)
  {
    // BLOCK 25
    barrier(CLK_LOCAL_MEM_FENCE);
    i_209  =  i_208 >> 1;
    b_210  =  i_66 < i_208;
    if(b_210)
    {
      // BLOCK 26
      f_211  =  adf_8[i_66];
      i_212  =  i_208 + i_66;
      f_213  =  adf_8[i_212];
      f_214  =  f_211 + f_213;
      adf_8[i_66]  =  f_214;
    }  // B25
    else
    {
      // BLOCK 27
    }  // B25
    // BLOCK 28 MERGES [27 26 ]
    i_215  =  i_209;
    i_208  =  i_215;
  }  // B24
  // BLOCK 29
  barrier(CLK_LOCAL_MEM_FENCE);
  b_216  =  i_66 == 0;
  if(b_216)
  {
    // BLOCK 30
    ul_217  =  ul_2 + 68L;
    i_218  =  *((__global int *) ul_217);
    ul_219  =  ul_2 + 72L;
    i_220  =  *((__global int *) ul_219);
    ul_221  =  ul_2 + 80L;
    i_222  =  *((__global int *) ul_221);
    ul_223  =  ul_2 + 88L;
    i_224  =  *((__global int *) ul_223);
    ul_225  =  ul_2 + 92L;
    i_226  =  *((__global int *) ul_225);
    ul_227  =  ul_2 + 100L;
    i_228  =  *((__global int *) ul_227);
    i_229  =  i_226 * i_27;
    i_230  =  i_229 + i_224;
    i_231  =  i_228 * i_30;
    i_232  =  i_230 + i_231;
    l_233  =  (long) i_232;
    l_234  =  l_233 + 4L;
    l_235  =  l_234 << 2;
    ul_236  =  ul_5 + l_235;
    i_237  =  i_220 * i_27;
    i_238  =  i_237 + i_218;
    i_239  =  i_222 * i_30;
    i_240  =  i_238 + i_239;
    l_241  =  (long) i_240;
    l_242  =  l_241 + 4L;
    l_243  =  l_242 << 2;
    ul_244  =  ul_4 + l_243;
    i_245  =  isless(f_37, 0.0F);
    if(i_245 == 1)
    {
      // BLOCK 31
      *((__global float *) ul_244)  =  f_48;
      *((__global float *) ul_236)  =  f_48;
      return;
    }  // B30
    else
    {
      // BLOCK 32
      f_246  =  adf_8[0];
      ul_247  =  ul_3 + 16L;
      f_248  =  *((__global float *) ul_247);
      i_249  =  isless(0.0F, f_248);
      if(i_249 == 1)
      {
        // BLOCK 33
        f_250  =  f_204 / f_38;
        f_251  =  f_250 * f_248;
        f_252  =  f_251;
      }  // B32
      else
      {
        // BLOCK 34
        f_252  =  0.0F;
      }  // B32
      // BLOCK 35 MERGES [33 34 ]
      f_253  =  log(f_246);
      f_254  =  f_203 - f_59;
      f_255  =  f_253 + f_254;
      f_256  =  f_255 - f_252;
      f_257  =  f_48 + f_256;
      *((__global float *) ul_244)  =  f_257;
      f_258  =  f_253 + f_203;
      *((__global float *) ul_236)  =  f_258;
    }  // B30
  }  // B29
  else
  {
    // BLOCK 36
  }  // B29
  // BLOCK 37 MERGES [36 31 35 ]
  return;
}  //  kernel
