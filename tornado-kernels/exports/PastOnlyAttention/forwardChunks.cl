__kernel void forwardChunks(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *q, __global uchar *k, __global uchar *v, __global uchar *e, __global uchar *f, __global uchar *keyStates, __global uchar *valueStates, __global uchar *lengths, __global uchar *sizes, __global uchar *scalars, __global uchar *o, __global uchar *lse, __private int capacity)
{
  bool b_23;
  float f_83, f_90, f_96, f_97, f_120, f_127, f_133, f_134, f_137, f_145, f_146, f_153;
  float f_162, f_163, f_166, f_167, f_169, f_170, f_171, f_172, f_174, f_176, f_177, f_178;
  float f_179, f_180, f_183, f_192, f_193, f_210, f_211, f_213, f_221, f_222, f_229, f_238;
  float f_240, f_248, f_249, f_267, f_273, f_274, f_275, f_282, f_283;
  int i_15, i_17, i_19, i_20, i_21, i_22, i_25, i_27, i_29, i_31, i_33, i_34;
  int i_35, i_40, i_42, i_44, i_46, i_48, i_50, i_52, i_54, i_56, i_58, i_60;
  int i_61, i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72;
  int i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_84, i_85;
  int i_91, i_98, i_99, i_100, i_101, i_102, i_103, i_104, i_109, i_110, i_111, i_112;
  int i_113, i_114, i_115, i_116, i_117, i_118, i_119, i_121, i_122, i_128, i_135, i_136;
  int i_138, i_139, i_140, i_147, i_148, i_150, i_151, i_152, i_154, i_155, i_156, i_157;
  int i_164, i_168, i_173, i_175, i_181, i_182, i_184, i_185, i_186, i_187, i_194, i_196;
  int i_198, i_200, i_202, i_203, i_204, i_205, i_206, i_207, i_208, i_209, i_212, i_214;
  int i_215, i_216, i_223, i_224, i_230, i_231, i_232, i_237, i_239, i_241, i_242, i_243;
  int i_250, i_251, i_252, i_253, i_254, i_255, i_256, i_257, i_258, i_259, i_260, i_261;
  int i_262, i_268, i_276, i_277;
  long l_36, l_37, l_38, l_86, l_87, l_88, l_92, l_93, l_94, l_123, l_124, l_125;
  long l_129, l_130, l_131, l_141, l_142, l_143, l_158, l_159, l_160, l_188, l_189, l_190;
  long l_217, l_218, l_219, l_225, l_226, l_227, l_244, l_245, l_246, l_263, l_264, l_265;
  long l_269, l_270, l_271, l_278, l_279, l_280;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_11;
  ulong ul_14, ul_16, ul_18, ul_24, ul_26, ul_28, ul_30, ul_32, ul_39, ul_41, ul_43, ul_45;
  ulong ul_47, ul_49, ul_51, ul_53, ul_55, ul_57, ul_59, ul_89, ul_95, ul_105, ul_106, ul_107;
  ulong ul_108, ul_126, ul_132, ul_144, ul_149, ul_161, ul_165, ul_191, ul_195, ul_197, ul_199, ul_201;
  ulong ul_220, ul_228, ul_233, ul_234, ul_235, ul_236, ul_247, ul_266, ul_272, ul_281;

  // BLOCK 0
  ul_0  =  (ulong) q;
  ul_1  =  (ulong) k;
  ul_2  =  (ulong) v;
  ul_3  =  (ulong) e;
  ul_4  =  (ulong) f;
  ul_5  =  (ulong) keyStates;
  ul_6  =  (ulong) valueStates;
  ul_7  =  (ulong) lengths;
  ul_8  =  (ulong) sizes;
  ul_9  =  (ulong) scalars;
  ul_10  =  (ulong) o;
  ul_11  =  (ulong) lse;
  __private float ul_12[UL_12_SIZE];
  __private float* ul_13 = ul_12;
  ul_14  =  ul_8 + 20L;
  i_15  =  *((__global int *) ul_14);
  ul_16  =  ul_8 + 28L;
  i_17  =  *((__global int *) ul_16);
  ul_18  =  ul_8 + 16L;
  i_19  =  *((__global int *) ul_18);
  i_20  =  get_global_id(0);
  i_21  =  i_15 * i_19;
  i_22  =  i_21 * i_17;
  b_23  =  i_20 < i_22;
  if(b_23)
  {
    // BLOCK 1
    ul_24  =  ul_8 + 24L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_8 + 32L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_8 + 36L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_8 + 40L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_8 + 44L;
    i_33  =  *((__global int *) ul_32);
    i_34  =  i_20 / i_17;
    i_35  =  i_34 / i_15;
    l_36  =  (long) i_35;
    l_37  =  l_36 + 4L;
    l_38  =  l_37 << 2;
    ul_39  =  ul_7 + l_38;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_8 + 60L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_8 + 64L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_8 + 68L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_8 + 72L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_8 + 120L;
    i_50  =  *((__global int *) ul_49);
    ul_51  =  ul_8 + 128L;
    i_52  =  *((__global int *) ul_51);
    ul_53  =  ul_8 + 132L;
    i_54  =  *((__global int *) ul_53);
    ul_55  =  ul_8 + 140L;
    i_56  =  *((__global int *) ul_55);
    ul_57  =  ul_8 + 148L;
    i_58  =  *((__global int *) ul_57);
    ul_59  =  ul_8 + 152L;
    i_60  =  *((__global int *) ul_59);
    i_61  =  i_44 * i_35;
    i_62  =  i_61 + i_42;
    i_63  =  i_34 % i_15;
    i_64  =  i_63 * i_46;
    i_65  =  i_62 + i_64;
    i_66  =  i_20 % i_17;
    i_67  =  i_66 * i_48;
    i_68  =  i_65 + i_67;
    i_69  =  i_25 * i_35;
    i_70  =  i_15 / i_25;
    i_71  =  i_63 / i_70;
    i_72  =  i_69 + i_71;
    i_73  =  i_33 + i_17;
    i_74  =  i_73 + -1;
    i_75  =  i_74 / i_33;
    i_76  =  i_72 * i_75;
    i_77  =  i_66 / i_33;
    i_78  =  i_76 + i_77;
    i_79  =  i_78 * i_27;
    // BLOCK 2 MERGES [1 6 ]
    i_80  =  0;
    for(;i_80 < i_27;)
    {
      // BLOCK 3
      i_81  =  i_79 + i_80;
      i_82  =  i_81 * i_29;
      // BLOCK 4 MERGES [3 5 ]
      f_83  =  0.0F;
      i_84  =  0;
      for(;i_84 < i_29;)
      {
        // BLOCK 5
        i_85  =  i_68 + i_84;
        l_86  =  (long) i_85;
        l_87  =  l_86 + 4L;
        l_88  =  l_87 << 2;
        ul_89  =  ul_0 + l_88;
        f_90  =  *((__global float *) ul_89);
        i_91  =  i_82 + i_84;
        l_92  =  (long) i_91;
        l_93  =  l_92 + 4L;
        l_94  =  l_93 << 2;
        ul_95  =  ul_5 + l_94;
        f_96  =  *((__global float *) ul_95);
        f_97  =  fma(f_90, f_96, f_83);
        i_98  =  i_84 + 1;
        f_83  =  f_97;
        i_84  =  i_98;
      }  // B4
      // BLOCK 6
      ul_13[i_80]  =  f_83;
      i_99  =  i_80 + 1;
      i_80  =  i_99;
    }  // B2
    // BLOCK 7
    i_100  =  i_52 * i_71;
    i_101  =  i_100 + i_50;
    i_102  =  i_66 + 1;
    i_103  =  min(i_102, i_40);
    i_104  =  i_33 * i_77;
    ul_105  =  ul_8 + 92L;
    ul_106  =  ul_8 + 88L;
    ul_107  =  ul_8 + 84L;
    ul_108  =  ul_8 + 80L;
    // BLOCK 8 MERGES [7 15 ]
    i_109  =  i_104;
    for(;i_109 < i_103;)
    {
      // BLOCK 9
      i_110  =  *((__global int *) ul_108);
      i_111  =  *((__global int *) ul_107);
      i_112  =  *((__global int *) ul_106);
      i_113  =  *((__global int *) ul_105);
      i_114  =  i_111 * i_35;
      i_115  =  i_114 + i_110;
      i_116  =  i_112 * i_71;
      i_117  =  i_115 + i_116;
      i_118  =  i_113 * i_109;
      i_119  =  i_117 + i_118;
      // BLOCK 10 MERGES [9 11 ]
      f_120  =  0.0F;
      i_121  =  0;
      for(;i_121 < i_29;)
      {
        // BLOCK 11
        i_122  =  i_121 + i_68;
        l_123  =  (long) i_122;
        l_124  =  l_123 + 4L;
        l_125  =  l_124 << 2;
        ul_126  =  ul_0 + l_125;
        f_127  =  *((__global float *) ul_126);
        i_128  =  i_119 + i_121;
        l_129  =  (long) i_128;
        l_130  =  l_129 + 4L;
        l_131  =  l_130 << 2;
        ul_132  =  ul_1 + l_131;
        f_133  =  *((__global float *) ul_132);
        f_134  =  fma(f_127, f_133, f_120);
        i_135  =  i_121 + 1;
        f_120  =  f_134;
        i_121  =  i_135;
      }  // B10
      // BLOCK 12
      // BLOCK 13 MERGES [12 14 ]
      i_136  =  0;
      for(;i_136 < i_27;)
      {
        // BLOCK 14
        f_137  =  ul_13[i_136];
        i_138  =  i_54 * i_136;
        i_139  =  i_138 + i_101;
        i_140  =  i_139 + i_109;
        l_141  =  (long) i_140;
        l_142  =  l_141 + 4L;
        l_143  =  l_142 << 2;
        ul_144  =  ul_3 + l_143;
        f_145  =  *((__global float *) ul_144);
        f_146  =  fma(f_120, f_145, f_137);
        ul_13[i_136]  =  f_146;
        i_147  =  i_136 + 1;
        i_136  =  i_147;
      }  // B13
      // BLOCK 15
      i_148  =  i_109 + 1;
      i_109  =  i_148;
    }  // B8
    // BLOCK 16
    ul_149  =  ul_8 + 180L;
    i_150  =  *((__global int *) ul_149);
    i_151  =  i_150 * i_27;
    // BLOCK 17 MERGES [16 18 ]
    i_152  =  0;
    for(;i_152 < i_151;)
    {
      // BLOCK 18
      f_153  =  ul_13[i_152];
      i_154  =  i_152 << 6;
      i_155  =  i_154 + 1;
      i_156  =  i_155 + i_66;
      i_157  =  i_156 - i_104;
      l_158  =  (long) i_157;
      l_159  =  l_158 + 4L;
      l_160  =  l_159 << 2;
      ul_161  =  ul_9 + l_160;
      f_162  =  *((__global float *) ul_161);
      f_163  =  f_153 * f_162;
      ul_13[i_152]  =  f_163;
      i_164  =  i_152 + 1;
      i_152  =  i_164;
    }  // B17
    // BLOCK 19
    ul_165  =  ul_9 + 16L;
    f_166  =  *((__global float *) ul_165);
    // BLOCK 20 MERGES [19 21 ]
    f_167  =  -3.0E38F;
    i_168  =  0;
    for(;i_168 < i_27;)
    {
      // BLOCK 21
      f_169  =  ul_13[i_168];
      f_170  =  f_166 * f_169;
      ul_13[i_168]  =  f_170;
      f_171  =  ul_13[i_168];
      f_172  =  fmax(f_167, f_171);
      i_173  =  i_168 + 1;
      f_167  =  f_172;
      i_168  =  i_173;
    }  // B20
    // BLOCK 22
    // BLOCK 23 MERGES [22 24 ]
    f_174  =  0.0F;
    i_175  =  0;
    for(;i_175 < i_27;)
    {
      // BLOCK 24
      f_176  =  ul_13[i_175];
      f_177  =  f_176 - f_167;
      f_178  =  exp(f_177);
      ul_13[i_175]  =  f_178;
      f_179  =  ul_13[i_175];
      f_180  =  f_174 + f_179;
      i_181  =  i_175 + 1;
      f_174  =  f_180;
      i_175  =  i_181;
    }  // B23
    // BLOCK 25
    // BLOCK 26 MERGES [25 27 ]
    i_182  =  0;
    for(;i_182 < i_151;)
    {
      // BLOCK 27
      f_183  =  ul_13[i_182];
      i_184  =  i_182 << 6;
      i_185  =  i_184 + 1;
      i_186  =  i_185 + i_66;
      i_187  =  i_186 - i_104;
      l_188  =  (long) i_187;
      l_189  =  l_188 + 4L;
      l_190  =  l_189 << 2;
      ul_191  =  ul_9 + l_190;
      f_192  =  *((__global float *) ul_191);
      f_193  =  f_183 * f_192;
      ul_13[i_182]  =  f_193;
      i_194  =  i_182 + 1;
      i_182  =  i_194;
    }  // B26
    // BLOCK 28
    ul_195  =  ul_8 + 160L;
    i_196  =  *((__global int *) ul_195);
    ul_197  =  ul_8 + 164L;
    i_198  =  *((__global int *) ul_197);
    ul_199  =  ul_8 + 168L;
    i_200  =  *((__global int *) ul_199);
    ul_201  =  ul_8 + 172L;
    i_202  =  *((__global int *) ul_201);
    i_203  =  i_198 * i_35;
    i_204  =  i_203 + i_196;
    i_205  =  i_200 * i_63;
    i_206  =  i_204 + i_205;
    i_207  =  i_202 * i_66;
    i_208  =  i_206 + i_207;
    // BLOCK 29 MERGES [28 33 ]
    i_209  =  0;
    for(;;)
    {
      f_210  =  1.0F / f_174;
      if(!(i_209 < i_31))
      {
        break;
      }
      // BLOCK 30
      // BLOCK 31 MERGES [30 32 ]
      f_211  =  0.0F;
      i_212  =  0;
      for(;i_212 < i_27;)
      {
        // BLOCK 32
        f_213  =  ul_13[i_212];
        i_214  =  i_79 + i_212;
        i_215  =  i_214 * i_31;
        i_216  =  i_215 + i_209;
        l_217  =  (long) i_216;
        l_218  =  l_217 + 4L;
        l_219  =  l_218 << 2;
        ul_220  =  ul_6 + l_219;
        f_221  =  *((__global float *) ul_220);
        f_222  =  fma(f_213, f_221, f_211);
        i_223  =  i_212 + 1;
        f_211  =  f_222;
        i_212  =  i_223;
      }  // B31
      // BLOCK 33
      i_224  =  i_208 + i_209;
      l_225  =  (long) i_224;
      l_226  =  l_225 + 4L;
      l_227  =  l_226 << 2;
      ul_228  =  ul_10 + l_227;
      f_229  =  f_210 * f_211;
      *((__global float *) ul_228)  =  f_229;
      i_230  =  i_209 + 1;
      i_209  =  i_230;
    }  // B29
    // BLOCK 34
    i_231  =  i_58 * i_71;
    i_232  =  i_231 + i_56;
    ul_233  =  ul_8 + 112L;
    ul_234  =  ul_8 + 108L;
    ul_235  =  ul_8 + 104L;
    ul_236  =  ul_8 + 100L;
    // BLOCK 35 MERGES [34 42 ]
    i_237  =  i_104;
    for(;i_237 < i_103;)
    {
      // BLOCK 36
      // BLOCK 37 MERGES [36 38 ]
      f_238  =  0.0F;
      i_239  =  0;
      for(;i_239 < i_27;)
      {
        // BLOCK 38
        f_240  =  ul_13[i_239];
        i_241  =  i_60 * i_239;
        i_242  =  i_241 + i_232;
        i_243  =  i_242 + i_237;
        l_244  =  (long) i_243;
        l_245  =  l_244 + 4L;
        l_246  =  l_245 << 2;
        ul_247  =  ul_4 + l_246;
        f_248  =  *((__global float *) ul_247);
        f_249  =  fma(f_240, f_248, f_238);
        i_250  =  i_239 + 1;
        f_238  =  f_249;
        i_239  =  i_250;
      }  // B37
      // BLOCK 39
      i_251  =  *((__global int *) ul_236);
      i_252  =  *((__global int *) ul_235);
      i_253  =  *((__global int *) ul_234);
      i_254  =  *((__global int *) ul_233);
      i_255  =  i_252 * i_35;
      i_256  =  i_255 + i_251;
      i_257  =  i_253 * i_71;
      i_258  =  i_256 + i_257;
      i_259  =  i_254 * i_237;
      i_260  =  i_258 + i_259;
      // BLOCK 40 MERGES [39 41 ]
      i_261  =  0;
      for(;i_261 < i_31;)
      {
        // BLOCK 41
        i_262  =  i_261 + i_208;
        l_263  =  (long) i_262;
        l_264  =  l_263 + 4L;
        l_265  =  l_264 << 2;
        ul_266  =  ul_10 + l_265;
        f_267  =  *((__global float *) ul_266);
        i_268  =  i_260 + i_261;
        l_269  =  (long) i_268;
        l_270  =  l_269 + 4L;
        l_271  =  l_270 << 2;
        ul_272  =  ul_2 + l_271;
        f_273  =  *((__global float *) ul_272);
        f_274  =  f_210 * f_238;
        f_275  =  fma(f_274, f_273, f_267);
        *((__global float *) ul_266)  =  f_275;
        i_276  =  i_261 + 1;
        i_261  =  i_276;
      }  // B40
      // BLOCK 42
      i_277  =  i_237 + 1;
      i_237  =  i_277;
    }  // B35
    // BLOCK 43
    l_278  =  (long) i_20;
    l_279  =  l_278 + 4L;
    l_280  =  l_279 << 2;
    ul_281  =  ul_11 + l_280;
    f_282  =  log(f_174);
    f_283  =  f_282 + f_167;
    *((__global float *) ul_281)  =  f_283;
  }  // B0
  else
  {
    // BLOCK 44
  }  // B0
  // BLOCK 45 MERGES [44 43 ]
  return;
}  //  kernel
