__kernel void backwardLogSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *o1, __global uchar *lse1, __global uchar *o2, __global uchar *lse2, __global uchar *o, __global uchar *lse, __global uchar *gradient, __global uchar *lseGradient, __global uchar *sizes, __global uchar *dlse1, __global uchar *dlse2)
{
  bool b_22, b_183;
  float f_77, f_96, f_97, f_99, f_100, f_101, f_120, f_122, f_123, f_124, f_149, f_150;
  float f_157, f_163, f_169, f_175, f_176, f_177, f_178, f_179, f_202, f_203, f_205, f_206;
  float f_207, f_209, f_210, f_211;
  int i_12, i_14, i_16, i_18, i_19, i_20, i_21, i_24, i_26, i_28, i_30, i_32;
  int i_34, i_36, i_38, i_40, i_42, i_44, i_46, i_48, i_50, i_52, i_54, i_56;
  int i_58, i_60, i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71;
  int i_72, i_79, i_81, i_83, i_85, i_86, i_87, i_88, i_89, i_90, i_91, i_98;
  int i_103, i_105, i_107, i_109, i_110, i_111, i_112, i_113, i_114, i_115, i_121, i_125;
  int i_126, i_127, i_128, i_129, i_130, i_131, i_132, i_133, i_134, i_135, i_136, i_137;
  int i_138, i_139, i_140, i_141, i_142, i_143, i_144, i_145, i_146, i_147, i_148, i_151;
  int i_152, i_158, i_164, i_170, i_180, i_182, i_185, i_187, i_189, i_191, i_192, i_193;
  int i_194, i_195, i_196, i_197, i_204, i_208, i_213, i_215, i_217, i_219, i_220, i_221;
  int i_222, i_223, i_224, i_225, i_231, i_233, i_235, i_237, i_238, i_239, i_240, i_241;
  int i_242, i_243;
  long l_73, l_74, l_75, l_92, l_93, l_94, l_116, l_117, l_118, l_153, l_154, l_155;
  long l_159, l_160, l_161, l_165, l_166, l_167, l_171, l_172, l_173, l_198, l_199, l_200;
  long l_226, l_227, l_228, l_244, l_245, l_246;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_11;
  ulong ul_13, ul_15, ul_17, ul_23, ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_37, ul_39;
  ulong ul_41, ul_43, ul_45, ul_47, ul_49, ul_51, ul_53, ul_55, ul_57, ul_59, ul_61, ul_76;
  ulong ul_78, ul_80, ul_82, ul_84, ul_95, ul_102, ul_104, ul_106, ul_108, ul_119, ul_156, ul_162;
  ulong ul_168, ul_174, ul_181, ul_184, ul_186, ul_188, ul_190, ul_201, ul_212, ul_214, ul_216, ul_218;
  ulong ul_229, ul_230, ul_232, ul_234, ul_236, ul_247;

  // BLOCK 0
  ul_0  =  (ulong) o1;
  ul_1  =  (ulong) lse1;
  ul_2  =  (ulong) o2;
  ul_3  =  (ulong) lse2;
  ul_4  =  (ulong) o;
  ul_5  =  (ulong) lse;
  ul_6  =  (ulong) gradient;
  ul_7  =  (ulong) lseGradient;
  ul_8  =  (ulong) sizes;
  ul_9  =  (ulong) dlse1;
  ul_10  =  (ulong) dlse2;
  ul_11  =  ul_8 + 20L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_8 + 24L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_8 + 28L;
  i_16  =  *((__global int *) ul_15);
  ul_17  =  ul_8 + 16L;
  i_18  =  *((__global int *) ul_17);
  i_19  =  get_global_id(0);
  i_20  =  i_12 * i_18;
  i_21  =  i_20 * i_14;
  b_22  =  i_19 < i_21;
  if(b_22)
  {
    // BLOCK 1
    ul_23  =  ul_8 + 40L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_8 + 44L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_8 + 48L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_8 + 52L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_8 + 80L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_8 + 84L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_8 + 88L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_8 + 92L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_8 + 120L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_8 + 124L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_8 + 128L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_8 + 132L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_8 + 160L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_8 + 164L;
    i_50  =  *((__global int *) ul_49);
    ul_51  =  ul_8 + 168L;
    i_52  =  *((__global int *) ul_51);
    ul_53  =  ul_8 + 172L;
    i_54  =  *((__global int *) ul_53);
    ul_55  =  ul_8 + 140L;
    i_56  =  *((__global int *) ul_55);
    ul_57  =  ul_8 + 144L;
    i_58  =  *((__global int *) ul_57);
    ul_59  =  ul_8 + 148L;
    i_60  =  *((__global int *) ul_59);
    ul_61  =  ul_8 + 152L;
    i_62  =  *((__global int *) ul_61);
    i_63  =  i_19 / i_14;
    i_64  =  i_63 / i_12;
    i_65  =  i_64 * i_58;
    i_66  =  i_65 + i_56;
    i_67  =  i_63 % i_12;
    i_68  =  i_67 * i_60;
    i_69  =  i_66 + i_68;
    i_70  =  i_19 % i_14;
    i_71  =  i_70 * i_62;
    i_72  =  i_69 + i_71;
    l_73  =  (long) i_72;
    l_74  =  l_73 + 4L;
    l_75  =  l_74 << 2;
    ul_76  =  ul_5 + l_75;
    f_77  =  *((__global float *) ul_76);
    ul_78  =  ul_8 + 60L;
    i_79  =  *((__global int *) ul_78);
    ul_80  =  ul_8 + 64L;
    i_81  =  *((__global int *) ul_80);
    ul_82  =  ul_8 + 68L;
    i_83  =  *((__global int *) ul_82);
    ul_84  =  ul_8 + 72L;
    i_85  =  *((__global int *) ul_84);
    i_86  =  i_81 * i_64;
    i_87  =  i_86 + i_79;
    i_88  =  i_83 * i_67;
    i_89  =  i_87 + i_88;
    i_90  =  i_85 * i_70;
    i_91  =  i_89 + i_90;
    l_92  =  (long) i_91;
    l_93  =  l_92 + 4L;
    l_94  =  l_93 << 2;
    ul_95  =  ul_1 + l_94;
    f_96  =  *((__global float *) ul_95);
    f_97  =  -1.0F / 0.0F;
    i_98  =  isequal(f_96, f_97);
    if(i_98 == 1)
    {
      // BLOCK 2
      f_99  =  0.0F;
    }  // B1
    else
    {
      // BLOCK 3
      f_100  =  f_96 - f_77;
      f_101  =  exp(f_100);
      f_99  =  f_101;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    ul_102  =  ul_8 + 100L;
    i_103  =  *((__global int *) ul_102);
    ul_104  =  ul_8 + 104L;
    i_105  =  *((__global int *) ul_104);
    ul_106  =  ul_8 + 108L;
    i_107  =  *((__global int *) ul_106);
    ul_108  =  ul_8 + 112L;
    i_109  =  *((__global int *) ul_108);
    i_110  =  i_105 * i_64;
    i_111  =  i_110 + i_103;
    i_112  =  i_107 * i_67;
    i_113  =  i_111 + i_112;
    i_114  =  i_109 * i_70;
    i_115  =  i_113 + i_114;
    l_116  =  (long) i_115;
    l_117  =  l_116 + 4L;
    l_118  =  l_117 << 2;
    ul_119  =  ul_3 + l_118;
    f_120  =  *((__global float *) ul_119);
    i_121  =  isequal(f_120, f_97);
    if(i_121 == 1)
    {
      // BLOCK 5
      f_122  =  0.0F;
    }  // B4
    else
    {
      // BLOCK 6
      f_123  =  f_120 - f_77;
      f_124  =  exp(f_123);
      f_122  =  f_124;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    i_125  =  i_50 * i_64;
    i_126  =  i_125 + i_48;
    i_127  =  i_52 * i_67;
    i_128  =  i_126 + i_127;
    i_129  =  i_54 * i_70;
    i_130  =  i_128 + i_129;
    i_131  =  i_42 * i_64;
    i_132  =  i_131 + i_40;
    i_133  =  i_44 * i_67;
    i_134  =  i_132 + i_133;
    i_135  =  i_46 * i_70;
    i_136  =  i_134 + i_135;
    i_137  =  i_34 * i_64;
    i_138  =  i_137 + i_32;
    i_139  =  i_36 * i_67;
    i_140  =  i_138 + i_139;
    i_141  =  i_38 * i_70;
    i_142  =  i_140 + i_141;
    i_143  =  i_26 * i_64;
    i_144  =  i_143 + i_24;
    i_145  =  i_28 * i_67;
    i_146  =  i_144 + i_145;
    i_147  =  i_30 * i_70;
    i_148  =  i_146 + i_147;
    // BLOCK 8 MERGES [7 9 ]
    f_149  =  0.0F;
    f_150  =  0.0F;
    i_151  =  0;
    for(;i_151 < i_16;)
    {
      // BLOCK 9
      i_152  =  i_130 + i_151;
      l_153  =  (long) i_152;
      l_154  =  l_153 + 4L;
      l_155  =  l_154 << 2;
      ul_156  =  ul_6 + l_155;
      f_157  =  *((__global float *) ul_156);
      i_158  =  i_136 + i_151;
      l_159  =  (long) i_158;
      l_160  =  l_159 + 4L;
      l_161  =  l_160 << 2;
      ul_162  =  ul_4 + l_161;
      f_163  =  *((__global float *) ul_162);
      i_164  =  i_148 + i_151;
      l_165  =  (long) i_164;
      l_166  =  l_165 + 4L;
      l_167  =  l_166 << 2;
      ul_168  =  ul_0 + l_167;
      f_169  =  *((__global float *) ul_168);
      i_170  =  i_142 + i_151;
      l_171  =  (long) i_170;
      l_172  =  l_171 + 4L;
      l_173  =  l_172 << 2;
      ul_174  =  ul_2 + l_173;
      f_175  =  *((__global float *) ul_174);
      f_176  =  f_175 - f_163;
      f_177  =  fma(f_176, f_157, f_150);
      f_178  =  f_169 - f_163;
      f_179  =  fma(f_178, f_157, f_149);
      i_180  =  i_151 + 1;
      f_149  =  f_179;
      f_150  =  f_177;
      i_151  =  i_180;
    }  // B8
    // BLOCK 10
    ul_181  =  ul_8 + 36L;
    i_182  =  *((__global int *) ul_181);
    b_183  =  i_182 == 1;
    if(b_183)
    {
      // BLOCK 11
      ul_184  =  ul_8 + 180L;
      i_185  =  *((__global int *) ul_184);
      ul_186  =  ul_8 + 184L;
      i_187  =  *((__global int *) ul_186);
      ul_188  =  ul_8 + 188L;
      i_189  =  *((__global int *) ul_188);
      ul_190  =  ul_8 + 192L;
      i_191  =  *((__global int *) ul_190);
      i_192  =  i_187 * i_64;
      i_193  =  i_192 + i_185;
      i_194  =  i_189 * i_67;
      i_195  =  i_193 + i_194;
      i_196  =  i_191 * i_70;
      i_197  =  i_195 + i_196;
      l_198  =  (long) i_197;
      l_199  =  l_198 + 4L;
      l_200  =  l_199 << 2;
      ul_201  =  ul_7 + l_200;
      f_202  =  *((__global float *) ul_201);
      f_203  =  f_202;
    }  // B10
    else
    {
      // BLOCK 12
      f_203  =  0.0F;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    i_204  =  isequal(f_99, 0.0F);
    if(i_204 == 1)
    {
      // BLOCK 14
      f_205  =  0.0F;
    }  // B13
    else
    {
      // BLOCK 15
      f_206  =  f_203 + f_149;
      f_207  =  f_206 * f_99;
      f_205  =  f_207;
    }  // B13
    // BLOCK 16 MERGES [14 15 ]
    i_208  =  isequal(f_122, 0.0F);
    if(i_208 == 1)
    {
      // BLOCK 17
      f_209  =  0.0F;
    }  // B16
    else
    {
      // BLOCK 18
      f_210  =  f_150 + f_203;
      f_211  =  f_210 * f_122;
      f_209  =  f_211;
    }  // B16
    // BLOCK 19 MERGES [17 18 ]
    ul_212  =  ul_8 + 220L;
    i_213  =  *((__global int *) ul_212);
    ul_214  =  ul_8 + 224L;
    i_215  =  *((__global int *) ul_214);
    ul_216  =  ul_8 + 228L;
    i_217  =  *((__global int *) ul_216);
    ul_218  =  ul_8 + 232L;
    i_219  =  *((__global int *) ul_218);
    i_220  =  i_215 * i_64;
    i_221  =  i_220 + i_213;
    i_222  =  i_217 * i_67;
    i_223  =  i_221 + i_222;
    i_224  =  i_219 * i_70;
    i_225  =  i_223 + i_224;
    l_226  =  (long) i_225;
    l_227  =  l_226 + 4L;
    l_228  =  l_227 << 2;
    ul_229  =  ul_9 + l_228;
    *((__global float *) ul_229)  =  f_205;
    ul_230  =  ul_8 + 260L;
    i_231  =  *((__global int *) ul_230);
    ul_232  =  ul_8 + 264L;
    i_233  =  *((__global int *) ul_232);
    ul_234  =  ul_8 + 268L;
    i_235  =  *((__global int *) ul_234);
    ul_236  =  ul_8 + 272L;
    i_237  =  *((__global int *) ul_236);
    i_238  =  i_233 * i_64;
    i_239  =  i_238 + i_231;
    i_240  =  i_235 * i_67;
    i_241  =  i_239 + i_240;
    i_242  =  i_237 * i_70;
    i_243  =  i_241 + i_242;
    l_244  =  (long) i_243;
    l_245  =  l_244 + 4L;
    l_246  =  l_245 << 2;
    ul_247  =  ul_10 + l_246;
    *((__global float *) ul_247)  =  f_209;
  }  // B0
  else
  {
    // BLOCK 20
  }  // B0
  // BLOCK 21 MERGES [20 19 ]
  return;
}  //  kernel
