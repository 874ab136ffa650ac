__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *q, __global uchar *k, __global uchar *v, __global uchar *e, __global uchar *f, __global uchar *lengths, __global uchar *sizes, __global uchar *scalars, __global uchar *keyState, __global uchar *valueState, __global uchar *o, __global uchar *lse, __private int capacity)
{
  bool b_89, b_271;
  float f_35, f_63, f_70, f_71, f_79, f_86, f_87, f_134, f_140, f_147, f_148, f_176;
  float f_182, f_189, f_190, f_207, f_214, f_220, f_221, f_223, f_225, f_227, f_228, f_231;
  float f_232, f_233, f_235, f_237, f_238, f_251, f_253, f_261, f_262, f_269, f_280, f_281;
  int i_14, i_16, i_18, i_20, i_22, i_24, i_26, i_27, i_28, i_33, i_37, i_38;
  int i_39, i_40, i_41, i_42, i_43, i_44, i_45, i_46, i_47, i_56, i_57, i_58;
  int i_64, i_65, i_72, i_73, i_74, i_80, i_81, i_88, i_91, i_93, i_95, i_97;
  int i_98, i_99, i_100, i_101, i_102, i_103, i_104, i_105, i_118, i_119, i_120, i_121;
  int i_122, i_123, i_124, i_125, i_126, i_127, i_128, i_129, i_135, i_141, i_142, i_149;
  int i_150, i_151, i_152, i_153, i_154, i_155, i_156, i_157, i_158, i_159, i_160, i_161;
  int i_162, i_163, i_164, i_165, i_166, i_167, i_168, i_169, i_170, i_171, i_177, i_183;
  int i_184, i_191, i_192, i_193, i_194, i_195, i_196, i_197, i_198, i_199, i_200, i_201;
  int i_202, i_203, i_204, i_205, i_206, i_208, i_209, i_215, i_222, i_224, i_226, i_229;
  int i_230, i_234, i_236, i_239, i_240, i_241, i_242, i_243, i_244, i_245, i_246, i_247;
  int i_248, i_249, i_250, i_252, i_254, i_255, i_256, i_263, i_264, i_270, i_272, i_273;
  int i_274, i_275, i_282, i_283;
  long l_29, l_30, l_31, l_59, l_60, l_61, l_66, l_67, l_68, l_75, l_76, l_77;
  long l_82, l_83, l_84, l_130, l_131, l_132, l_136, l_137, l_138, l_143, l_144, l_145;
  long l_172, l_173, l_174, l_178, l_179, l_180, l_185, l_186, l_187, l_210, l_211, l_212;
  long l_216, l_217, l_218, l_257, l_258, l_259, l_265, l_266, l_267, l_276, l_277, l_278;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_11;
  ulong ul_13, ul_15, ul_17, ul_19, ul_21, ul_23, ul_25, ul_32, ul_34, ul_36, ul_48, ul_49;
  ulong ul_50, ul_51, ul_52, ul_53, ul_54, ul_55, ul_62, ul_69, ul_78, ul_85, ul_90, ul_92;
  ulong ul_94, ul_96, ul_106, ul_107, ul_108, ul_109, ul_110, ul_111, ul_112, ul_113, ul_114, ul_115;
  ulong ul_116, ul_117, ul_133, ul_139, ul_146, ul_175, ul_181, ul_188, ul_213, ul_219, ul_260, ul_268;
  ulong ul_279;

  // BLOCK 0
  ul_0  =  (ulong) q;
  ul_1  =  (ulong) k;
  ul_2  =  (ulong) v;
  ul_3  =  (ulong) e;
  ul_4  =  (ulong) f;
  ul_5  =  (ulong) lengths;
  ul_6  =  (ulong) sizes;
  ul_7  =  (ulong) scalars;
  ul_8  =  (ulong) keyState;
  ul_9  =  (ulong) valueState;
  ul_10  =  (ulong) o;
  ul_11  =  (ulong) lse;
  __local float adf_12[ADF_12_SIZE];
  ul_13  =  ul_6 + 56L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_6 + 24L;
  i_16  =  *((__global int *) ul_15);
  ul_17  =  ul_6 + 20L;
  i_18  =  *((__global int *) ul_17);
  ul_19  =  ul_6 + 28L;
  i_20  =  *((__global int *) ul_19);
  ul_21  =  ul_6 + 32L;
  i_22  =  *((__global int *) ul_21);
  ul_23  =  ul_6 + 36L;
  i_24  =  *((__global int *) ul_23);
  ul_25  =  ul_6 + 40L;
  i_26  =  *((__global int *) ul_25);
  i_27  =  get_group_id(0);
  i_28  =  i_27 / i_16;
  l_29  =  (long) i_28;
  l_30  =  l_29 + 4L;
  l_31  =  l_30 << 2;
  ul_32  =  ul_5 + l_31;
  i_33  =  *((__global int *) ul_32);
  ul_34  =  ul_7 + 16L;
  f_35  =  *((__global float *) ul_34);
  ul_36  =  ul_6 + 180L;
  i_37  =  *((__global int *) ul_36);
  i_38  =  i_22 * i_37;
  i_39  =  i_38 * i_26;
  i_40  =  i_24 * i_38;
  i_41  =  i_27 * i_22;
  i_42  =  i_41 * i_26;
  i_43  =  i_41 * i_24;
  i_44  =  i_27 % i_16;
  i_45  =  i_18 / i_16;
  i_46  =  i_44 * i_45;
  i_47  =  get_local_id(0);
  ul_48  =  ul_6 + 172L;
  ul_49  =  ul_6 + 168L;
  ul_50  =  ul_6 + 164L;
  ul_51  =  ul_6 + 160L;
  ul_52  =  ul_6 + 72L;
  ul_53  =  ul_6 + 68L;
  ul_54  =  ul_6 + 64L;
  ul_55  =  ul_6 + 60L;
  // BLOCK 1 MERGES [0 44 ]
  i_56  =  0;
  for(;i_56 < i_20;)
  {
    // BLOCK 2
    // BLOCK 3 MERGES [2 4 ]
    i_57  =  i_47;
    for(;i_57 < i_40;)
    {
      // BLOCK 4
      i_58  =  i_43 + i_57;
      l_59  =  (long) i_58;
      l_60  =  l_59 + 4L;
      l_61  =  l_60 << 2;
      ul_62  =  ul_8 + l_61;
      f_63  =  *((__global float *) ul_62);
      i_64  =  i_57 / i_24;
      i_65  =  i_64 + 1;
      l_66  =  (long) i_65;
      l_67  =  l_66 + 4L;
      l_68  =  l_67 << 2;
      ul_69  =  ul_7 + l_68;
      f_70  =  *((__global float *) ul_69);
      f_71  =  f_63 * f_70;
      *((__global float *) ul_62)  =  f_71;
      i_72  =  i_14 + i_57;
      i_57  =  i_72;
    }  // B3
    // BLOCK 5
    // BLOCK 6 MERGES [5 7 ]
    i_73  =  i_47;
    for(;i_73 < i_39;)
    {
      // BLOCK 7
      i_74  =  i_42 + i_73;
      l_75  =  (long) i_74;
      l_76  =  l_75 + 4L;
      l_77  =  l_76 << 2;
      ul_78  =  ul_9 + l_77;
      f_79  =  *((__global float *) ul_78);
      i_80  =  i_73 / i_26;
      i_81  =  i_80 + 1;
      l_82  =  (long) i_81;
      l_83  =  l_82 + 4L;
      l_84  =  l_83 << 2;
      ul_85  =  ul_7 + l_84;
      f_86  =  *((__global float *) ul_85);
      f_87  =  f_79 * f_86;
      *((__global float *) ul_78)  =  f_87;
      i_88  =  i_73 + i_14;
      i_73  =  i_88;
    }  // B6
    // BLOCK 8
    b_89  =  i_56 < i_33;
    if(b_89)
    {
      // BLOCK 9
      ul_90  =  ul_6 + 80L;
      i_91  =  *((__global int *) ul_90);
      ul_92  =  ul_6 + 84L;
      i_93  =  *((__global int *) ul_92);
      ul_94  =  ul_6 + 88L;
      i_95  =  *((__global int *) ul_94);
      ul_96  =  ul_6 + 92L;
      i_97  =  *((__global int *) ul_96);
      i_98  =  i_93 * i_28;
      i_99  =  i_98 + i_91;
      i_100  =  i_95 * i_44;
      i_101  =  i_99 + i_100;
      i_102  =  i_97 * i_56;
      i_103  =  i_101 + i_102;
      i_104  =  i_22 * i_26;
      i_105  =  i_22 * i_24;
      ul_106  =  ul_6 + 156L;
      ul_107  =  ul_6 + 152L;
      ul_108  =  ul_6 + 148L;
      ul_109  =  ul_6 + 140L;
      ul_110  =  ul_6 + 112L;
      ul_111  =  ul_6 + 108L;
      ul_112  =  ul_6 + 104L;
      ul_113  =  ul_6 + 100L;
      ul_114  =  ul_6 + 136L;
      ul_115  =  ul_6 + 132L;
      ul_116  =  ul_6 + 128L;
      ul_117  =  ul_6 + 120L;
      // BLOCK 10 MERGES [9 11 ]
      i_118  =  i_47;
      for(;i_118 < i_105;)
      {
        // BLOCK 11
        i_119  =  *((__global int *) ul_117);
        i_120  =  *((__global int *) ul_116);
        i_121  =  *((__global int *) ul_115);
        i_122  =  *((__global int *) ul_114);
        i_123  =  i_120 * i_44;
        i_124  =  i_123 + i_119;
        i_125  =  i_118 / i_24;
        i_126  =  i_125 * i_121;
        i_127  =  i_124 + i_126;
        i_128  =  i_122 * i_56;
        i_129  =  i_127 + i_128;
        l_130  =  (long) i_129;
        l_131  =  l_130 + 4L;
        l_132  =  l_131 << 2;
        ul_133  =  ul_3 + l_132;
        f_134  =  *((__global float *) ul_133);
        i_135  =  i_43 + i_118;
        l_136  =  (long) i_135;
        l_137  =  l_136 + 4L;
        l_138  =  l_137 << 2;
        ul_139  =  ul_8 + l_138;
        f_140  =  *((__global float *) ul_139);
        i_141  =  i_118 % i_24;
        i_142  =  i_103 + i_141;
        l_143  =  (long) i_142;
        l_144  =  l_143 + 4L;
        l_145  =  l_144 << 2;
        ul_146  =  ul_1 + l_145;
        f_147  =  *((__global float *) ul_146);
        f_148  =  fma(f_134, f_147, f_140);
        *((__global float *) ul_139)  =  f_148;
        i_149  =  i_118 + i_14;
        i_118  =  i_149;
      }  // B10
      // BLOCK 12
      i_150  =  *((__global int *) ul_113);
      i_151  =  *((__global int *) ul_112);
      i_152  =  *((__global int *) ul_111);
      i_153  =  *((__global int *) ul_110);
      i_154  =  i_151 * i_28;
      i_155  =  i_154 + i_150;
      i_156  =  i_152 * i_44;
      i_157  =  i_155 + i_156;
      i_158  =  i_153 * i_56;
      i_159  =  i_157 + i_158;
      // BLOCK 13 MERGES [12 14 ]
      i_160  =  i_47;
      for(;i_160 < i_104;)
      {
        // BLOCK 14
        i_161  =  *((__global int *) ul_109);
        i_162  =  *((__global int *) ul_108);
        i_163  =  *((__global int *) ul_107);
        i_164  =  *((__global int *) ul_106);
        i_165  =  i_162 * i_44;
        i_166  =  i_165 + i_161;
        i_167  =  i_160 / i_26;
        i_168  =  i_167 * i_163;
        i_169  =  i_166 + i_168;
        i_170  =  i_164 * i_56;
        i_171  =  i_169 + i_170;
        l_172  =  (long) i_171;
        l_173  =  l_172 + 4L;
        l_174  =  l_173 << 2;
        ul_175  =  ul_4 + l_174;
        f_176  =  *((__global float *) ul_175);
        i_177  =  i_42 + i_160;
        l_178  =  (long) i_177;
        l_179  =  l_178 + 4L;
        l_180  =  l_179 << 2;
        ul_181  =  ul_9 + l_180;
        f_182  =  *((__global float *) ul_181);
        i_183  =  i_160 % i_26;
        i_184  =  i_159 + i_183;
        l_185  =  (long) i_184;
        l_186  =  l_185 + 4L;
        l_187  =  l_186 << 2;
        ul_188  =  ul_2 + l_187;
        f_189  =  *((__global float *) ul_188);
        f_190  =  fma(f_176, f_189, f_182);
        *((__global float *) ul_181)  =  f_190;
        i_191  =  i_160 + i_14;
        i_160  =  i_191;
      }  // B13
      // BLOCK 15
    }  // B8
    else
    {
      // BLOCK 16
    }  // B8
    // BLOCK 17 MERGES [16 15 ]
    barrier(CLK_GLOBAL_MEM_FENCE);
    // BLOCK 18 MERGES [17 43 ]
    i_192  =  0;
    for(;i_192 < i_45;)
    {
      // BLOCK 19
      i_193  =  *((__global int *) ul_55);
      i_194  =  *((__global int *) ul_54);
      i_195  =  *((__global int *) ul_53);
      i_196  =  *((__global int *) ul_52);
      i_197  =  i_194 * i_28;
      i_198  =  i_197 + i_193;
      i_199  =  i_46 + i_192;
      i_200  =  i_199 * i_195;
      i_201  =  i_198 + i_200;
      i_202  =  i_196 * i_56;
      i_203  =  i_201 + i_202;
      // BLOCK 20 MERGES [19 24 ]
      i_204  =  i_47;
      for(;i_204 < i_22;)
      {
        // BLOCK 21
        i_205  =  i_204 * i_24;
        i_206  =  i_205 + i_43;
        // BLOCK 22 MERGES [21 23 ]
        f_207  =  0.0F;
        i_208  =  0;
        for(;i_208 < i_24;)
        {
          // BLOCK 23
          i_209  =  i_203 + i_208;
          l_210  =  (long) i_209;
          l_211  =  l_210 + 4L;
          l_212  =  l_211 << 2;
          ul_213  =  ul_0 + l_212;
          f_214  =  *((__global float *) ul_213);
          i_215  =  i_206 + i_208;
          l_216  =  (long) i_215;
          l_217  =  l_216 + 4L;
          l_218  =  l_217 << 2;
          ul_219  =  ul_8 + l_218;
          f_220  =  *((__global float *) ul_219);
          f_221  =  fma(f_214, f_220, f_207);
          i_222  =  i_208 + 1;
          f_207  =  f_221;
          i_208  =  i_222;
        }  // B22
        // BLOCK 24
        f_223  =  f_35 * f_207;
        adf_12[i_204]  =  f_223;
        i_224  =  i_204 + i_14;
        i_204  =  i_224;
      }  // B20
      // BLOCK 25
      barrier(CLK_LOCAL_MEM_FENCE);
      // BLOCK 26 MERGES [25 27 ]
      f_225  =  -3.0E38F;
      i_226  =  0;
      for(;i_226 < i_22;)
      {
        // BLOCK 27
        f_227  =  adf_12[i_226];
        f_228  =  fmax(f_225, f_227);
        i_229  =  i_226 + 1;
        f_225  =  f_228;
        i_226  =  i_229;
      }  // B26
      // BLOCK 28
      barrier(CLK_LOCAL_MEM_FENCE);
      // BLOCK 29 MERGES [28 30 ]
      i_230  =  i_47;
      for(;i_230 < i_22;)
      {
        // BLOCK 30
        f_231  =  adf_12[i_230];
        f_232  =  f_231 - f_225;
        f_233  =  exp(f_232);
        adf_12[i_230]  =  f_233;
        i_234  =  i_230 + i_14;
        i_230  =  i_234;
      }  // B29
      // BLOCK 31
      barrier(CLK_LOCAL_MEM_FENCE);
      // BLOCK 32 MERGES [31 33 ]
      f_235  =  0.0F;
      i_236  =  0;
      for(;i_236 < i_22;)
      {
        // BLOCK 33
        f_237  =  adf_12[i_236];
        f_238  =  f_235 + f_237;
        i_239  =  i_236 + 1;
        f_235  =  f_238;
        i_236  =  i_239;
      }  // B32
      // BLOCK 34
      i_240  =  *((__global int *) ul_51);
      i_241  =  *((__global int *) ul_50);
      i_242  =  *((__global int *) ul_49);
      i_243  =  *((__global int *) ul_48);
      i_244  =  i_241 * i_28;
      i_245  =  i_244 + i_240;
      i_246  =  i_242 * i_199;
      i_247  =  i_245 + i_246;
      i_248  =  i_243 * i_56;
      i_249  =  i_247 + i_248;
      // BLOCK 35 MERGES [34 39 ]
      i_250  =  i_47;
      for(;i_250 < i_26;)
      {
        // BLOCK 36
        // BLOCK 37 MERGES [36 38 ]
        f_251  =  0.0F;
        i_252  =  0;
        for(;i_252 < i_22;)
        {
          // BLOCK 38
          f_253  =  adf_12[i_252];
          i_254  =  i_252 * i_26;
          i_255  =  i_254 + i_42;
          i_256  =  i_255 + i_250;
          l_257  =  (long) i_256;
          l_258  =  l_257 + 4L;
          l_259  =  l_258 << 2;
          ul_260  =  ul_9 + l_259;
          f_261  =  *((__global float *) ul_260);
          f_262  =  fma(f_253, f_261, f_251);
          i_263  =  i_252 + 1;
          f_251  =  f_262;
          i_252  =  i_263;
        }  // B37
        // BLOCK 39
        i_264  =  i_249 + i_250;
        l_265  =  (long) i_264;
        l_266  =  l_265 + 4L;
        l_267  =  l_266 << 2;
        ul_268  =  ul_10 + l_267;
        f_269  =  f_251 / f_235;
        *((__global float *) ul_268)  =  f_269;
        i_270  =  i_250 + i_14;
        i_250  =  i_270;
      }  // B35
      // BLOCK 40
      b_271  =  i_47 == 0;
      if(b_271)
      {
        // BLOCK 41
        i_272  =  i_28 * i_18;
        i_273  =  i_272 + i_199;
        i_274  =  i_273 * i_20;
        i_275  =  i_274 + i_56;
        l_276  =  (long) i_275;
        l_277  =  l_276 + 4L;
        l_278  =  l_277 << 2;
        ul_279  =  ul_11 + l_278;
        f_280  =  log(f_235);
        f_281  =  f_280 + f_225;
        *((__global float *) ul_279)  =  f_281;
      }  // B40
      else
      {
        // BLOCK 42
      }  // B40
      // BLOCK 43 MERGES [42 41 ]
      barrier(CLK_LOCAL_MEM_FENCE);
      i_282  =  i_192 + 1;
      i_192  =  i_282;
    }  // B18
    // BLOCK 44
    barrier(CLK_GLOBAL_MEM_FENCE);
    i_283  =  i_56 + 1;
    i_56  =  i_283;
  }  // B1
  // BLOCK 45
  return;
}  //  kernel
