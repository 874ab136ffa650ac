__kernel void backwardTiles(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *dy, __global uchar *sizes, __global uchar *partials)
{
  bool b_29, b_213, b_214, b_222, b_223, b_231, b_232, b_240, b_241, b_251, b_252, b_259;
  bool b_260, b_267, b_268, b_275, b_276, b_286, b_287, b_294, b_295, b_302, b_303, b_310;
  bool b_311, b_321, b_322, b_329, b_330, b_337, b_338, b_345, b_346;
  float f_90, f_91, f_92, f_93, f_94, f_95, f_96, f_97, f_98, f_99, f_100, f_101;
  float f_129, f_143, f_149, f_155, f_161, f_167, f_173, f_179, f_180, f_181, f_182, f_183;
  float f_184, f_185, f_186, f_187, f_188, f_189, f_190, f_191, f_192, f_193, f_194, f_195;
  float f_196, f_197, f_198, f_199, f_200, f_201, f_202, f_203, f_204, f_205, f_206, f_207;
  float f_208, f_215, f_224, f_233, f_242, f_253, f_261, f_269, f_277, f_288, f_296, f_304;
  float f_312, f_323, f_331, f_339, f_347;
  int i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_20, i_21, i_22, i_23, i_24;
  int i_25, i_26, i_27, i_28, i_31, i_33, i_35, i_37, i_39, i_40, i_42, i_44;
  int i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56;
  int i_57, i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_67, i_68;
  int i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_80;
  int i_89, i_102, i_103, i_104, i_105, i_106, i_107, i_108, i_109, i_110, i_111, i_112;
  int i_113, i_114, i_115, i_116, i_117, i_118, i_119, i_120, i_121, i_122, i_123, i_124;
  int i_130, i_131, i_132, i_133, i_134, i_135, i_136, i_137, i_138, i_144, i_150, i_156;
  int i_162, i_168, i_174, i_209, i_210, i_211, i_212, i_216, i_221, i_225, i_230, i_234;
  int i_239, i_243, i_248, i_249, i_250, i_254, i_262, i_270, i_278, i_283, i_284, i_285;
  int i_289, i_297, i_305, i_313, i_318, i_319, i_320, i_324, i_332, i_340, i_348;
  long l_125, l_126, l_127, l_139, l_140, l_141, l_145, l_146, l_147, l_151, l_152, l_153;
  long l_157, l_158, l_159, l_163, l_164, l_165, l_169, l_170, l_171, l_175, l_176, l_177;
  long l_217, l_218, l_219, l_226, l_227, l_228, l_235, l_236, l_237, l_244, l_245, l_246;
  long l_255, l_256, l_257, l_263, l_264, l_265, l_271, l_272, l_273, l_279, l_280, l_281;
  long l_290, l_291, l_292, l_298, l_299, l_300, l_306, l_307, l_308, l_314, l_315, l_316;
  long l_325, l_326, l_327, l_333, l_334, l_335, l_341, l_342, l_343, l_349, l_350, l_351;
  ulong ul_0, ul_1, ul_2, ul_3, ul_10, ul_12, ul_14, ul_30, ul_32, ul_34, ul_36, ul_38;
  ulong ul_41, ul_43, ul_81, ul_82, ul_83, ul_84, ul_85, ul_86, ul_87, ul_88, ul_128, ul_142;
  ulong ul_148, ul_154, ul_160, ul_166, ul_172, ul_178, ul_220, ul_229, ul_238, ul_247, ul_258, ul_266;
  ulong ul_274, ul_282, ul_293, ul_301, ul_309, ul_317, ul_328, ul_336, ul_344, ul_352;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) dy;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) partials;
  __private float ul_4[16];
  __private float* ul_5 = ul_4;
  __private float ul_6[4];
  __private float* ul_7 = ul_6;
  __private float ul_8[4];
  __private float* ul_9 = ul_8;
  ul_10  =  ul_2 + 20L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 24L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_2 + 44L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_13 + 3;
  i_18  =  i_17 >> 31;
  i_19  =  i_18 >> 30;
  i_20  =  i_19 + i_17;
  i_21  =  i_20 >> 2;
  i_22  =  i_11 + 3;
  i_23  =  i_22 >> 31;
  i_24  =  i_23 >> 30;
  i_25  =  i_24 + i_22;
  i_26  =  i_25 >> 2;
  i_27  =  i_21 * i_26;
  i_28  =  i_27 * i_15;
  b_29  =  i_16 < i_28;
  if(b_29)
  {
    // BLOCK 1
    ul_30  =  ul_2 + 28L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_2 + 32L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 36L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 16L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 40L;
    i_39  =  *((__global int *) ul_38);
    i_40  =  *((__global int *) ul_38);
    ul_5[0]  =  0.0F;
    ul_5[1]  =  0.0F;
    ul_5[2]  =  0.0F;
    ul_5[3]  =  0.0F;
    ul_5[4]  =  0.0F;
    ul_5[5]  =  0.0F;
    ul_5[6]  =  0.0F;
    ul_5[7]  =  0.0F;
    ul_5[8]  =  0.0F;
    ul_5[9]  =  0.0F;
    ul_5[10]  =  0.0F;
    ul_5[11]  =  0.0F;
    ul_5[12]  =  0.0F;
    ul_5[13]  =  0.0F;
    ul_5[14]  =  0.0F;
    ul_5[15]  =  0.0F;
    ul_41  =  ul_2 + 56L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_2 + 76L;
    i_44  =  *((__global int *) ul_43);
    i_45  =  i_16 / i_15;
    i_46  =  i_45 % i_21;
    i_47  =  i_46 << 2;
    i_48  =  i_13 - i_47;
    i_49  =  i_48 + -1;
    i_50  =  min(3, i_49);
    i_51  =  i_50 * i_44;
    i_52  =  min(2, i_49);
    i_53  =  i_52 * i_44;
    i_54  =  min(1, i_49);
    i_55  =  i_54 * i_44;
    i_56  =  min(0, i_49);
    i_57  =  i_56 * i_44;
    i_58  =  i_45 / i_21;
    i_59  =  i_58 << 2;
    i_60  =  i_11 - i_59;
    i_61  =  i_60 + -1;
    i_62  =  min(3, i_61);
    i_63  =  i_62 * i_42;
    i_64  =  min(2, i_61);
    i_65  =  i_64 * i_42;
    i_66  =  min(1, i_61);
    i_67  =  i_66 * i_42;
    i_68  =  min(0, i_61);
    i_69  =  i_68 * i_42;
    i_70  =  i_31 * i_37;
    i_71  =  i_70 * i_33;
    i_72  =  i_16 % i_15;
    i_73  =  i_72 / i_35;
    i_74  =  i_73 * i_35;
    i_75  =  i_74 * i_39;
    i_76  =  i_72 % i_35;
    i_77  =  i_75 + i_76;
    i_78  =  i_40 * i_35;
    i_79  =  i_77 + i_78;
    i_80  =  min(i_71, i_79);
    ul_81  =  ul_2 + 84L;
    ul_82  =  ul_2 + 80L;
    ul_83  =  ul_2 + 72L;
    ul_84  =  ul_2 + 68L;
    ul_85  =  ul_2 + 64L;
    ul_86  =  ul_2 + 60L;
    ul_87  =  ul_2 + 52L;
    ul_88  =  ul_2 + 48L;
    // BLOCK 2 MERGES [1 3 ]
    i_89  =  i_77;
    f_90  =  0.0F;
    f_91  =  0.0F;
    f_92  =  0.0F;
    f_93  =  0.0F;
    f_94  =  0.0F;
    f_95  =  0.0F;
    f_96  =  0.0F;
    f_97  =  0.0F;
    f_98  =  0.0F;
    f_99  =  0.0F;
    f_100  =  0.0F;
    f_101  =  0.0F;
    for(;i_89 < i_80;)
    {
      // BLOCK 3
      i_102  =  *((__global int *) ul_88);
      i_103  =  *((__global int *) ul_87);
      i_104  =  *((__global int *) ul_41);
      i_105  =  *((__global int *) ul_86);
      i_106  =  *((__global int *) ul_85);
      i_107  =  *((__global int *) ul_84);
      i_108  =  *((__global int *) ul_83);
      i_109  =  *((__global int *) ul_43);
      i_110  =  *((__global int *) ul_82);
      i_111  =  *((__global int *) ul_81);
      i_112  =  i_89 / i_33;
      i_113  =  i_112 / i_31;
      i_114  =  i_113 * i_103;
      i_115  =  i_114 + i_102;
      i_116  =  i_104 * i_59;
      i_117  =  i_115 + i_116;
      i_118  =  i_112 % i_31;
      i_119  =  i_118 * i_105;
      i_120  =  i_117 + i_119;
      i_121  =  i_89 % i_33;
      i_122  =  i_121 * i_106;
      i_123  =  i_120 + i_122;
      i_124  =  i_123 + i_69;
      l_125  =  (long) i_124;
      l_126  =  l_125 + 4L;
      l_127  =  l_126 << 2;
      ul_128  =  ul_0 + l_127;
      f_129  =  *((__global float *) ul_128);
      ul_7[0]  =  f_129;
      i_130  =  i_108 * i_113;
      i_131  =  i_130 + i_107;
      i_132  =  i_109 * i_47;
      i_133  =  i_131 + i_132;
      i_134  =  i_110 * i_118;
      i_135  =  i_133 + i_134;
      i_136  =  i_111 * i_121;
      i_137  =  i_135 + i_136;
      i_138  =  i_137 + i_57;
      l_139  =  (long) i_138;
      l_140  =  l_139 + 4L;
      l_141  =  l_140 << 2;
      ul_142  =  ul_1 + l_141;
      f_143  =  *((__global float *) ul_142);
      ul_9[0]  =  f_143;
      i_144  =  i_67 + i_123;
      l_145  =  (long) i_144;
      l_146  =  l_145 + 4L;
      l_147  =  l_146 << 2;
      ul_148  =  ul_0 + l_147;
      f_149  =  *((__global float *) ul_148);
      ul_7[1]  =  f_149;
      i_150  =  i_55 + i_137;
      l_151  =  (long) i_150;
      l_152  =  l_151 + 4L;
      l_153  =  l_152 << 2;
      ul_154  =  ul_1 + l_153;
      f_155  =  *((__global float *) ul_154);
      ul_9[1]  =  f_155;
      i_156  =  i_65 + i_123;
      l_157  =  (long) i_156;
      l_158  =  l_157 + 4L;
      l_159  =  l_158 << 2;
      ul_160  =  ul_0 + l_159;
      f_161  =  *((__global float *) ul_160);
      ul_7[2]  =  f_161;
      i_162  =  i_53 + i_137;
      l_163  =  (long) i_162;
      l_164  =  l_163 + 4L;
      l_165  =  l_164 << 2;
      ul_166  =  ul_1 + l_165;
      f_167  =  *((__global float *) ul_166);
      ul_9[2]  =  f_167;
      i_168  =  i_63 + i_123;
      l_169  =  (long) i_168;
      l_170  =  l_169 + 4L;
      l_171  =  l_170 << 2;
      ul_172  =  ul_0 + l_171;
      f_173  =  *((__global float *) ul_172);
      ul_7[3]  =  f_173;
      i_174  =  i_51 + i_137;
      l_175  =  (long) i_174;
      l_176  =  l_175 + 4L;
      l_177  =  l_176 << 2;
      ul_178  =  ul_1 + l_177;
      f_179  =  *((__global float *) ul_178);
      ul_9[3]  =  f_179;
      f_180  =  ul_5[0];
      f_181  =  ul_7[0];
      f_182  =  fma(f_143, f_181, f_180);
      ul_5[0]  =  f_182;
      f_183  =  ul_5[1];
      f_184  =  ul_7[0];
      f_185  =  fma(f_155, f_184, f_183);
      ul_5[1]  =  f_185;
      f_186  =  ul_5[2];
      f_187  =  fma(f_167, f_184, f_186);
      ul_5[2]  =  f_187;
      f_188  =  ul_5[3];
      f_189  =  fma(f_179, f_184, f_188);
      ul_5[3]  =  f_189;
      f_190  =  ul_7[1];
      f_191  =  ul_9[0];
      f_192  =  fma(f_190, f_191, f_94);
      ul_5[4]  =  f_192;
      f_193  =  ul_9[1];
      f_194  =  fma(f_190, f_193, f_95);
      ul_5[5]  =  f_194;
      f_195  =  ul_9[2];
      f_196  =  fma(f_190, f_195, f_96);
      ul_5[6]  =  f_196;
      f_197  =  ul_9[3];
      f_198  =  fma(f_190, f_197, f_97);
      ul_5[7]  =  f_198;
      f_199  =  ul_7[2];
      f_200  =  fma(f_191, f_199, f_98);
      ul_5[8]  =  f_200;
      f_201  =  fma(f_193, f_199, f_99);
      ul_5[9]  =  f_201;
      f_202  =  fma(f_195, f_199, f_100);
      ul_5[10]  =  f_202;
      f_203  =  fma(f_197, f_199, f_101);
      ul_5[11]  =  f_203;
      f_204  =  ul_7[3];
      f_205  =  fma(f_191, f_204, f_93);
      ul_5[12]  =  f_205;
      f_206  =  fma(f_193, f_204, f_92);
      ul_5[13]  =  f_206;
      f_207  =  fma(f_195, f_204, f_91);
      ul_5[14]  =  f_207;
      f_208  =  fma(f_197, f_204, f_90);
      ul_5[15]  =  f_208;
      i_209  =  i_89 + i_35;
      i_89  =  i_209;
      f_90  =  f_208;
      f_91  =  f_207;
      f_92  =  f_206;
      f_93  =  f_205;
      f_94  =  f_192;
      f_95  =  f_194;
      f_96  =  f_196;
      f_97  =  f_198;
      f_98  =  f_200;
      f_99  =  f_201;
      f_100  =  f_202;
      f_101  =  f_203;
    }  // B2
    // BLOCK 4
    i_210  =  i_11 * i_72;
    i_211  =  i_210 + i_59;
    i_212  =  i_211 * i_13;
    b_213  =  i_59 < i_11;
    if(b_213)
    {
      // BLOCK 5
      b_214  =  i_47 < i_13;
      if(b_214)
      {
        // BLOCK 6
        f_215  =  ul_5[0];
        i_216  =  i_212 + i_47;
        l_217  =  (long) i_216;
        l_218  =  l_217 + 4L;
        l_219  =  l_218 << 2;
        ul_220  =  ul_3 + l_219;
        *((__global float *) ul_220)  =  f_215;
      }  // B5
      else
      {
        // BLOCK 7
      }  // B5
    }  // B4
    else
    {
      // BLOCK 8
    }  // B4
    // BLOCK 9 MERGES [8 6 7 ]
    i_221  =  i_47 + 1;
    b_222  =  i_59 < i_11;
    if(b_222)
    {
      // BLOCK 10
      b_223  =  i_221 < i_13;
      if(b_223)
      {
        // BLOCK 11
        f_224  =  ul_5[1];
        i_225  =  i_212 + i_221;
        l_226  =  (long) i_225;
        l_227  =  l_226 + 4L;
        l_228  =  l_227 << 2;
        ul_229  =  ul_3 + l_228;
        *((__global float *) ul_229)  =  f_224;
      }  // B10
      else
      {
        // BLOCK 12
      }  // B10
    }  // B9
    else
    {
      // BLOCK 13
    }  // B9
    // BLOCK 14 MERGES [13 11 12 ]
    i_230  =  i_47 + 2;
    b_231  =  i_59 < i_11;
    if(b_231)
    {
      // BLOCK 15
      b_232  =  i_230 < i_13;
      if(b_232)
      {
        // BLOCK 16
        f_233  =  ul_5[2];
        i_234  =  i_212 + i_230;
        l_235  =  (long) i_234;
        l_236  =  l_235 + 4L;
        l_237  =  l_236 << 2;
        ul_238  =  ul_3 + l_237;
        *((__global float *) ul_238)  =  f_233;
      }  // B15
      else
      {
        // BLOCK 17
      }  // B15
    }  // B14
    else
    {
      // BLOCK 18
    }  // B14
    // BLOCK 19 MERGES [18 16 17 ]
    i_239  =  i_47 + 3;
    b_240  =  i_59 < i_11;
    if(b_240)
    {
      // BLOCK 20
      b_241  =  i_239 < i_13;
      if(b_241)
      {
        // BLOCK 21
        f_242  =  ul_5[3];
        i_243  =  i_212 + i_239;
        l_244  =  (long) i_243;
        l_245  =  l_244 + 4L;
        l_246  =  l_245 << 2;
        ul_247  =  ul_3 + l_246;
        *((__global float *) ul_247)  =  f_242;
      }  // B20
      else
      {
        // BLOCK 22
      }  // B20
    }  // B19
    else
    {
      // BLOCK 23
    }  // B19
    // BLOCK 24 MERGES [23 21 22 ]
    i_248  =  i_59 + 1;
    i_249  =  i_248 + i_210;
    i_250  =  i_249 * i_13;
    b_251  =  i_248 < i_11;
    if(b_251)
    {
      // BLOCK 25
      b_252  =  i_47 < i_13;
      if(b_252)
      {
        // BLOCK 26
        f_253  =  ul_5[4];
        i_254  =  i_250 + i_47;
        l_255  =  (long) i_254;
        l_256  =  l_255 + 4L;
        l_257  =  l_256 << 2;
        ul_258  =  ul_3 + l_257;
        *((__global float *) ul_258)  =  f_253;
      }  // B25
      else
      {
        // BLOCK 27
      }  // B25
    }  // B24
    else
    {
      // BLOCK 28
    }  // B24
    // BLOCK 29 MERGES [28 26 27 ]
    b_259  =  i_248 < i_11;
    if(b_259)
    {
      // BLOCK 30
      b_260  =  i_221 < i_13;
      if(b_260)
      {
        // BLOCK 31
        f_261  =  ul_5[5];
        i_262  =  i_221 + i_250;
        l_263  =  (long) i_262;
        l_264  =  l_263 + 4L;
        l_265  =  l_264 << 2;
        ul_266  =  ul_3 + l_265;
        *((__global float *) ul_266)  =  f_261;
      }  // B30
      else
      {
        // BLOCK 32
      }  // B30
    }  // B29
    else
    {
      // BLOCK 33
    }  // B29
    // BLOCK 34 MERGES [33 31 32 ]
    b_267  =  i_248 < i_11;
    if(b_267)
    {
      // BLOCK 35
      b_268  =  i_230 < i_13;
      if(b_268)
      {
        // BLOCK 36
        f_269  =  ul_5[6];
        i_270  =  i_230 + i_250;
        l_271  =  (long) i_270;
        l_272  =  l_271 + 4L;
        l_273  =  l_272 << 2;
        ul_274  =  ul_3 + l_273;
        *((__global float *) ul_274)  =  f_269;
      }  // B35
      else
      {
        // BLOCK 37
      }  // B35
    }  // B34
    else
    {
      // BLOCK 38
    }  // B34
    // BLOCK 39 MERGES [38 36 37 ]
    b_275  =  i_248 < i_11;
    if(b_275)
    {
      // BLOCK 40
      b_276  =  i_239 < i_13;
      if(b_276)
      {
        // BLOCK 41
        f_277  =  ul_5[7];
        i_278  =  i_239 + i_250;
        l_279  =  (long) i_278;
        l_280  =  l_279 + 4L;
        l_281  =  l_280 << 2;
        ul_282  =  ul_3 + l_281;
        *((__global float *) ul_282)  =  f_277;
      }  // B40
      else
      {
        // BLOCK 42
      }  // B40
    }  // B39
    else
    {
      // BLOCK 43
    }  // B39
    // BLOCK 44 MERGES [43 41 42 ]
    i_283  =  i_59 + 2;
    i_284  =  i_283 + i_210;
    i_285  =  i_284 * i_13;
    b_286  =  i_283 < i_11;
    if(b_286)
    {
      // BLOCK 45
      b_287  =  i_47 < i_13;
      if(b_287)
      {
        // BLOCK 46
        f_288  =  ul_5[8];
        i_289  =  i_285 + i_47;
        l_290  =  (long) i_289;
        l_291  =  l_290 + 4L;
        l_292  =  l_291 << 2;
        ul_293  =  ul_3 + l_292;
        *((__global float *) ul_293)  =  f_288;
      }  // B45
      else
      {
        // BLOCK 47
      }  // B45
    }  // B44
    else
    {
      // BLOCK 48
    }  // B44
    // BLOCK 49 MERGES [48 46 47 ]
    b_294  =  i_283 < i_11;
    if(b_294)
    {
      // BLOCK 50
      b_295  =  i_221 < i_13;
      if(b_295)
      {
        // BLOCK 51
        f_296  =  ul_5[9];
        i_297  =  i_221 + i_285;
        l_298  =  (long) i_297;
        l_299  =  l_298 + 4L;
        l_300  =  l_299 << 2;
        ul_301  =  ul_3 + l_300;
        *((__global float *) ul_301)  =  f_296;
      }  // B50
      else
      {
        // BLOCK 52
      }  // B50
    }  // B49
    else
    {
      // BLOCK 53
    }  // B49
    // BLOCK 54 MERGES [53 51 52 ]
    b_302  =  i_283 < i_11;
    if(b_302)
    {
      // BLOCK 55
      b_303  =  i_230 < i_13;
      if(b_303)
      {
        // BLOCK 56
        f_304  =  ul_5[10];
        i_305  =  i_230 + i_285;
        l_306  =  (long) i_305;
        l_307  =  l_306 + 4L;
        l_308  =  l_307 << 2;
        ul_309  =  ul_3 + l_308;
        *((__global float *) ul_309)  =  f_304;
      }  // B55
      else
      {
        // BLOCK 57
      }  // B55
    }  // B54
    else
    {
      // BLOCK 58
    }  // B54
    // BLOCK 59 MERGES [58 56 57 ]
    b_310  =  i_283 < i_11;
    if(b_310)
    {
      // BLOCK 60
      b_311  =  i_239 < i_13;
      if(b_311)
      {
        // BLOCK 61
        f_312  =  ul_5[11];
        i_313  =  i_239 + i_285;
        l_314  =  (long) i_313;
        l_315  =  l_314 + 4L;
        l_316  =  l_315 << 2;
        ul_317  =  ul_3 + l_316;
        *((__global float *) ul_317)  =  f_312;
      }  // B60
      else
      {
        // BLOCK 62
      }  // B60
    }  // B59
    else
    {
      // BLOCK 63
    }  // B59
    // BLOCK 64 MERGES [63 61 62 ]
    i_318  =  i_59 + 3;
    i_319  =  i_318 + i_210;
    i_320  =  i_319 * i_13;
    b_321  =  i_318 < i_11;
    if(b_321)
    {
      // BLOCK 65
      b_322  =  i_47 < i_13;
      if(b_322)
      {
        // BLOCK 66
        f_323  =  ul_5[12];
        i_324  =  i_320 + i_47;
        l_325  =  (long) i_324;
        l_326  =  l_325 + 4L;
        l_327  =  l_326 << 2;
        ul_328  =  ul_3 + l_327;
        *((__global float *) ul_328)  =  f_323;
      }  // B65
      else
      {
        // BLOCK 67
      }  // B65
    }  // B64
    else
    {
      // BLOCK 68
    }  // B64
    // BLOCK 69 MERGES [68 66 67 ]
    b_329  =  i_318 < i_11;
    if(b_329)
    {
      // BLOCK 70
      b_330  =  i_221 < i_13;
      if(b_330)
      {
        // BLOCK 71
        f_331  =  ul_5[13];
        i_332  =  i_221 + i_320;
        l_333  =  (long) i_332;
        l_334  =  l_333 + 4L;
        l_335  =  l_334 << 2;
        ul_336  =  ul_3 + l_335;
        *((__global float *) ul_336)  =  f_331;
      }  // B70
      else
      {
        // BLOCK 72
      }  // B70
    }  // B69
    else
    {
      // BLOCK 73
    }  // B69
    // BLOCK 74 MERGES [73 71 72 ]
    b_337  =  i_318 < i_11;
    if(b_337)
    {
      // BLOCK 75
      b_338  =  i_230 < i_13;
      if(b_338)
      {
        // BLOCK 76
        f_339  =  ul_5[14];
        i_340  =  i_230 + i_320;
        l_341  =  (long) i_340;
        l_342  =  l_341 + 4L;
        l_343  =  l_342 << 2;
        ul_344  =  ul_3 + l_343;
        *((__global float *) ul_344)  =  f_339;
      }  // B75
      else
      {
        // BLOCK 77
      }  // B75
    }  // B74
    else
    {
      // BLOCK 78
    }  // B74
    // BLOCK 79 MERGES [78 76 77 ]
    b_345  =  i_318 < i_11;
    if(b_345)
    {
      // BLOCK 80
      b_346  =  i_239 < i_13;
      if(b_346)
      {
        // BLOCK 81
        f_347  =  ul_5[15];
        i_348  =  i_239 + i_320;
        l_349  =  (long) i_348;
        l_350  =  l_349 + 4L;
        l_351  =  l_350 << 2;
        ul_352  =  ul_3 + l_351;
        *((__global float *) ul_352)  =  f_347;
        return;
      }  // B80
      else
      {
        // BLOCK 82
        return;
      }  // B80
    }  // B79
    else
    {
      // BLOCK 83
    }  // B79
  }  // B0
  else
  {
    // BLOCK 84
  }  // B0
  // BLOCK 85 MERGES [84 83 82 81 ]
  return;
}  //  kernel
