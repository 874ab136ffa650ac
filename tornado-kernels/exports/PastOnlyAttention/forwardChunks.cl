__kernel void forwardChunks(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *q, __global uchar *k, __global uchar *v, __global uchar *e, __global uchar *f, __global uchar *keyStates, __global uchar *valueStates, __global uchar *lengths, __global uchar *sizes, __global uchar *scalars, __global uchar *o, __global uchar *lse, __private int capacity)
{
  bool b_23;
  float f_83, f_90, f_96, f_97, f_120, f_127, f_133, f_134, f_137, f_145, f_146, f_150;
  float f_151, f_153, f_154, f_155, f_156, f_158, f_160, f_161, f_162, f_163, f_164, f_181;
  float f_182, f_184, f_192, f_193, f_200, f_209, f_211, f_219, f_220, f_238, f_244, f_245;
  float f_246, f_253, f_254;
  int i_15, i_17, i_19, i_20, i_21, i_22, i_25, i_27, i_29, i_31, i_33, i_34;
  int i_35, i_40, i_42, i_44, i_46, i_48, i_50, i_52, i_54, i_56, i_58, i_60;
  int i_61, i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72;
  int i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_84, i_85;
  int i_91, i_98, i_99, i_100, i_101, i_102, i_103, i_104, i_109, i_110, i_111, i_112;
  int i_113, i_114, i_115, i_116, i_117, i_118, i_119, i_121, i_122, i_128, i_135, i_136;
  int i_138, i_139, i_140, i_147, i_148, i_152, i_157, i_159, i_165, i_167, i_169, i_171;
  int i_173, i_174, i_175, i_176, i_177, i_178, i_179, i_180, i_183, i_185, i_186, i_187;
  int i_194, i_195, i_201, i_202, i_203, i_208, i_210, i_212, i_213, i_214, i_221, i_222;
  int i_223, i_224, i_225, i_226, i_227, i_228, i_229, i_230, i_231, i_232, i_233, i_239;
  int i_247, i_248;
  long l_36, l_37, l_38, l_86, l_87, l_88, l_92, l_93, l_94, l_123, l_124, l_125;
  long l_129, l_130, l_131, l_141, l_142, l_143, l_188, l_189, l_190, l_196, l_197, l_198;
  long l_215, l_216, l_217, l_234, l_235, l_236, l_240, l_241, l_242, l_249, l_250, l_251;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_11;
  ulong ul_14, ul_16, ul_18, ul_24, ul_26, ul_28, ul_30, ul_32, ul_39, ul_41, ul_43, ul_45;
  ulong ul_47, ul_49, ul_51, ul_53, ul_55, ul_57, ul_59, ul_89, ul_95, ul_105, ul_106, ul_107;
  ulong ul_108, ul_126, ul_132, ul_144, ul_149, ul_166, ul_168, ul_170, ul_172, ul_191, ul_199, ul_204;
  ulong ul_205, ul_206, ul_207, ul_218, ul_237, ul_243, ul_252;

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
    ul_149  =  ul_9 + 16L;
    f_150  =  *((__global float *) ul_149);
    // BLOCK 17 MERGES [16 18 ]
    f_151  =  -3.0E38F;
    i_152  =  0;
    for(;i_152 < i_27;)
    {
      // BLOCK 18
      f_153  =  ul_13[i_152];
      f_154  =  f_150 * f_153;
      ul_13[i_152]  =  f_154;
      f_155  =  ul_13[i_152];
      f_156  =  fmax(f_151, f_155);
      i_157  =  i_152 + 1;
      f_151  =  f_156;
      i_152  =  i_157;
    }  // B17
    // BLOCK 19
    // BLOCK 20 MERGES [19 21 ]
    f_158  =  0.0F;
    i_159  =  0;
    for(;i_159 < i_27;)
    {
      // BLOCK 21
      f_160  =  ul_13[i_159];
      f_161  =  f_160 - f_151;
      f_162  =  exp(f_161);
      ul_13[i_159]  =  f_162;
      f_163  =  ul_13[i_159];
      f_164  =  f_158 + f_163;
      i_165  =  i_159 + 1;
      f_158  =  f_164;
      i_159  =  i_165;
    }  // B20
    // BLOCK 22
    ul_166  =  ul_8 + 160L;
    i_167  =  *((__global int *) ul_166);
    ul_168  =  ul_8 + 164L;
    i_169  =  *((__global int *) ul_168);
    ul_170  =  ul_8 + 168L;
    i_171  =  *((__global int *) ul_170);
    ul_172  =  ul_8 + 172L;
    i_173  =  *((__global int *) ul_172);
    i_174  =  i_169 * i_35;
    i_175  =  i_174 + i_167;
    i_176  =  i_171 * i_63;
    i_177  =  i_175 + i_176;
    i_178  =  i_173 * i_66;
    i_179  =  i_177 + i_178;
    // BLOCK 23 MERGES [22 27 ]
    i_180  =  0;
    for(;;)
    {
      f_181  =  1.0F / f_158;
      if(!(i_180 < i_31))
      {
        break;
      }
      // BLOCK 24
      // BLOCK 25 MERGES [24 26 ]
      f_182  =  0.0F;
      i_183  =  0;
      for(;i_183 < i_27;)
      {
        // BLOCK 26
        f_184  =  ul_13[i_183];
        i_185  =  i_79 + i_183;
        i_186  =  i_185 * i_31;
        i_187  =  i_186 + i_180;
        l_188  =  (long) i_187;
        l_189  =  l_188 + 4L;
        l_190  =  l_189 << 2;
        ul_191  =  ul_6 + l_190;
        f_192  =  *((__global float *) ul_191);
        f_193  =  fma(f_184, f_192, f_182);
        i_194  =  i_183 + 1;
        f_182  =  f_193;
        i_183  =  i_194;
      }  // B25
      // BLOCK 27
      i_195  =  i_179 + i_180;
      l_196  =  (long) i_195;
      l_197  =  l_196 + 4L;
      l_198  =  l_197 << 2;
      ul_199  =  ul_10 + l_198;
      f_200  =  f_181 * f_182;
      *((__global float *) ul_199)  =  f_200;
      i_201  =  i_180 + 1;
      i_180  =  i_201;
    }  // B23
    // BLOCK 28
    i_202  =  i_58 * i_71;
    i_203  =  i_202 + i_56;
    ul_204  =  ul_8 + 112L;
    ul_205  =  ul_8 + 108L;
    ul_206  =  ul_8 + 104L;
    ul_207  =  ul_8 + 100L;
    // BLOCK 29 MERGES [28 36 ]
    i_208  =  i_104;
    for(;i_208 < i_103;)
    {
      // BLOCK 30
      // BLOCK 31 MERGES [30 32 ]
      f_209  =  0.0F;
      i_210  =  0;
      for(;i_210 < i_27;)
      {
        // BLOCK 32
        f_211  =  ul_13[i_210];
        i_212  =  i_60 * i_210;
        i_213  =  i_212 + i_203;
        i_214  =  i_213 + i_208;
        l_215  =  (long) i_214;
        l_216  =  l_215 + 4L;
        l_217  =  l_216 << 2;
        ul_218  =  ul_4 + l_217;
        f_219  =  *((__global float *) ul_218);
        f_220  =  fma(f_211, f_219, f_209);
        i_221  =  i_210 + 1;
        f_209  =  f_220;
        i_210  =  i_221;
      }  // B31
      // BLOCK 33
      i_222  =  *((__global int *) ul_207);
      i_223  =  *((__global int *) ul_206);
      i_224  =  *((__global int *) ul_205);
      i_225  =  *((__global int *) ul_204);
      i_226  =  i_223 * i_35;
      i_227  =  i_226 + i_222;
      i_228  =  i_224 * i_71;
      i_229  =  i_227 + i_228;
      i_230  =  i_225 * i_208;
      i_231  =  i_229 + i_230;
      // BLOCK 34 MERGES [33 35 ]
      i_232  =  0;
      for(;i_232 < i_31;)
      {
        // BLOCK 35
        i_233  =  i_232 + i_179;
        l_234  =  (long) i_233;
        l_235  =  l_234 + 4L;
        l_236  =  l_235 << 2;
        ul_237  =  ul_10 + l_236;
        f_238  =  *((__global float *) ul_237);
        i_239  =  i_231 + i_232;
        l_240  =  (long) i_239;
        l_241  =  l_240 + 4L;
        l_242  =  l_241 << 2;
        ul_243  =  ul_2 + l_242;
        f_244  =  *((__global float *) ul_243);
        f_245  =  f_181 * f_209;
        f_246  =  fma(f_245, f_244, f_238);
        *((__global float *) ul_237)  =  f_246;
        i_247  =  i_232 + 1;
        i_232  =  i_247;
      }  // B34
      // BLOCK 36
      i_248  =  i_208 + 1;
      i_208  =  i_248;
    }  // B29
    // BLOCK 37
    l_249  =  (long) i_20;
    l_250  =  l_249 + 4L;
    l_251  =  l_250 << 2;
    ul_252  =  ul_11 + l_251;
    f_253  =  log(f_158);
    f_254  =  f_253 + f_151;
    *((__global float *) ul_252)  =  f_254;
  }  // B0
  else
  {
    // BLOCK 38
  }  // B0
  // BLOCK 39 MERGES [38 37 ]
  return;
}  //  kernel
