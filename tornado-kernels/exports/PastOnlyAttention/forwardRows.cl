__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *q, __global uchar *k, __global uchar *v, __global uchar *e, __global uchar *f, __global uchar *lengths, __global uchar *sizes, __global uchar *scalars, __global uchar *keyState, __global uchar *valueState, __global uchar *o, __global uchar *lse, __private int capacity)
{
  bool b_52, b_234;
  float f_35, f_97, f_103, f_110, f_111, f_139, f_145, f_152, f_153, f_170, f_177, f_183;
  float f_184, f_186, f_188, f_190, f_191, f_194, f_195, f_196, f_198, f_200, f_201, f_214;
  float f_216, f_224, f_225, f_232, f_243, f_244;
  int i_14, i_16, i_18, i_20, i_22, i_24, i_26, i_27, i_28, i_33, i_36, i_37;
  int i_38, i_39, i_40, i_41, i_42, i_51, i_54, i_56, i_58, i_60, i_61, i_62;
  int i_63, i_64, i_65, i_66, i_67, i_68, i_81, i_82, i_83, i_84, i_85, i_86;
  int i_87, i_88, i_89, i_90, i_91, i_92, i_98, i_104, i_105, i_112, i_113, i_114;
  int i_115, i_116, i_117, i_118, i_119, i_120, i_121, i_122, i_123, i_124, i_125, i_126;
  int i_127, i_128, i_129, i_130, i_131, i_132, i_133, i_134, i_140, i_146, i_147, i_154;
  int i_155, i_156, i_157, i_158, i_159, i_160, i_161, i_162, i_163, i_164, i_165, i_166;
  int i_167, i_168, i_169, i_171, i_172, i_178, i_185, i_187, i_189, i_192, i_193, i_197;
  int i_199, i_202, i_203, i_204, i_205, i_206, i_207, i_208, i_209, i_210, i_211, i_212;
  int i_213, i_215, i_217, i_218, i_219, i_226, i_227, i_233, i_235, i_236, i_237, i_238;
  int i_245, i_246;
  long l_29, l_30, l_31, l_93, l_94, l_95, l_99, l_100, l_101, l_106, l_107, l_108;
  long l_135, l_136, l_137, l_141, l_142, l_143, l_148, l_149, l_150, l_173, l_174, l_175;
  long l_179, l_180, l_181, l_220, l_221, l_222, l_228, l_229, l_230, l_239, l_240, l_241;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_11;
  ulong ul_13, ul_15, ul_17, ul_19, ul_21, ul_23, ul_25, ul_32, ul_34, ul_43, ul_44, ul_45;
  ulong ul_46, ul_47, ul_48, ul_49, ul_50, ul_53, ul_55, ul_57, ul_59, ul_69, ul_70, ul_71;
  ulong ul_72, ul_73, ul_74, ul_75, ul_76, ul_77, ul_78, ul_79, ul_80, ul_96, ul_102, ul_109;
  ulong ul_138, ul_144, ul_151, ul_176, ul_182, ul_223, ul_231, ul_242;

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
  i_36  =  i_22 * i_27;
  i_37  =  i_36 * i_26;
  i_38  =  i_24 * i_36;
  i_39  =  i_27 % i_16;
  i_40  =  i_18 / i_16;
  i_41  =  i_39 * i_40;
  i_42  =  get_local_id(0);
  ul_43  =  ul_6 + 172L;
  ul_44  =  ul_6 + 168L;
  ul_45  =  ul_6 + 164L;
  ul_46  =  ul_6 + 160L;
  ul_47  =  ul_6 + 72L;
  ul_48  =  ul_6 + 68L;
  ul_49  =  ul_6 + 64L;
  ul_50  =  ul_6 + 60L;
  // BLOCK 1 MERGES [0 38 ]
  i_51  =  0;
  for(;i_51 < i_20;)
  {
    // BLOCK 2
    b_52  =  i_51 < i_33;
    if(b_52)
    {
      // BLOCK 3
      ul_53  =  ul_6 + 80L;
      i_54  =  *((__global int *) ul_53);
      ul_55  =  ul_6 + 84L;
      i_56  =  *((__global int *) ul_55);
      ul_57  =  ul_6 + 88L;
      i_58  =  *((__global int *) ul_57);
      ul_59  =  ul_6 + 92L;
      i_60  =  *((__global int *) ul_59);
      i_61  =  i_56 * i_28;
      i_62  =  i_61 + i_54;
      i_63  =  i_58 * i_39;
      i_64  =  i_62 + i_63;
      i_65  =  i_60 * i_51;
      i_66  =  i_64 + i_65;
      i_67  =  i_22 * i_26;
      i_68  =  i_22 * i_24;
      ul_69  =  ul_6 + 156L;
      ul_70  =  ul_6 + 152L;
      ul_71  =  ul_6 + 148L;
      ul_72  =  ul_6 + 140L;
      ul_73  =  ul_6 + 112L;
      ul_74  =  ul_6 + 108L;
      ul_75  =  ul_6 + 104L;
      ul_76  =  ul_6 + 100L;
      ul_77  =  ul_6 + 136L;
      ul_78  =  ul_6 + 132L;
      ul_79  =  ul_6 + 128L;
      ul_80  =  ul_6 + 120L;
      // BLOCK 4 MERGES [3 5 ]
      i_81  =  i_42;
      for(;i_81 < i_68;)
      {
        // BLOCK 5
        i_82  =  *((__global int *) ul_80);
        i_83  =  *((__global int *) ul_79);
        i_84  =  *((__global int *) ul_78);
        i_85  =  *((__global int *) ul_77);
        i_86  =  i_83 * i_39;
        i_87  =  i_86 + i_82;
        i_88  =  i_81 / i_24;
        i_89  =  i_88 * i_84;
        i_90  =  i_87 + i_89;
        i_91  =  i_85 * i_51;
        i_92  =  i_90 + i_91;
        l_93  =  (long) i_92;
        l_94  =  l_93 + 4L;
        l_95  =  l_94 << 2;
        ul_96  =  ul_3 + l_95;
        f_97  =  *((__global float *) ul_96);
        i_98  =  i_38 + i_81;
        l_99  =  (long) i_98;
        l_100  =  l_99 + 4L;
        l_101  =  l_100 << 2;
        ul_102  =  ul_8 + l_101;
        f_103  =  *((__global float *) ul_102);
        i_104  =  i_81 % i_24;
        i_105  =  i_66 + i_104;
        l_106  =  (long) i_105;
        l_107  =  l_106 + 4L;
        l_108  =  l_107 << 2;
        ul_109  =  ul_1 + l_108;
        f_110  =  *((__global float *) ul_109);
        f_111  =  fma(f_97, f_110, f_103);
        *((__global float *) ul_102)  =  f_111;
        i_112  =  i_14 + i_81;
        i_81  =  i_112;
      }  // B4
      // BLOCK 6
      i_113  =  *((__global int *) ul_76);
      i_114  =  *((__global int *) ul_75);
      i_115  =  *((__global int *) ul_74);
      i_116  =  *((__global int *) ul_73);
      i_117  =  i_114 * i_28;
      i_118  =  i_117 + i_113;
      i_119  =  i_115 * i_39;
      i_120  =  i_118 + i_119;
      i_121  =  i_116 * i_51;
      i_122  =  i_120 + i_121;
      // BLOCK 7 MERGES [6 8 ]
      i_123  =  i_42;
      for(;i_123 < i_67;)
      {
        // BLOCK 8
        i_124  =  *((__global int *) ul_72);
        i_125  =  *((__global int *) ul_71);
        i_126  =  *((__global int *) ul_70);
        i_127  =  *((__global int *) ul_69);
        i_128  =  i_125 * i_39;
        i_129  =  i_128 + i_124;
        i_130  =  i_123 / i_26;
        i_131  =  i_130 * i_126;
        i_132  =  i_129 + i_131;
        i_133  =  i_127 * i_51;
        i_134  =  i_132 + i_133;
        l_135  =  (long) i_134;
        l_136  =  l_135 + 4L;
        l_137  =  l_136 << 2;
        ul_138  =  ul_4 + l_137;
        f_139  =  *((__global float *) ul_138);
        i_140  =  i_37 + i_123;
        l_141  =  (long) i_140;
        l_142  =  l_141 + 4L;
        l_143  =  l_142 << 2;
        ul_144  =  ul_9 + l_143;
        f_145  =  *((__global float *) ul_144);
        i_146  =  i_123 % i_26;
        i_147  =  i_122 + i_146;
        l_148  =  (long) i_147;
        l_149  =  l_148 + 4L;
        l_150  =  l_149 << 2;
        ul_151  =  ul_2 + l_150;
        f_152  =  *((__global float *) ul_151);
        f_153  =  fma(f_139, f_152, f_145);
        *((__global float *) ul_144)  =  f_153;
        i_154  =  i_123 + i_14;
        i_123  =  i_154;
      }  // B7
      // BLOCK 9
    }  // B2
    else
    {
      // BLOCK 10
    }  // B2
    // BLOCK 11 MERGES [10 9 ]
    barrier(CLK_GLOBAL_MEM_FENCE);
    // BLOCK 12 MERGES [11 37 ]
    i_155  =  0;
    for(;i_155 < i_40;)
    {
      // BLOCK 13
      i_156  =  *((__global int *) ul_50);
      i_157  =  *((__global int *) ul_49);
      i_158  =  *((__global int *) ul_48);
      i_159  =  *((__global int *) ul_47);
      i_160  =  i_157 * i_28;
      i_161  =  i_160 + i_156;
      i_162  =  i_41 + i_155;
      i_163  =  i_162 * i_158;
      i_164  =  i_161 + i_163;
      i_165  =  i_159 * i_51;
      i_166  =  i_164 + i_165;
      // BLOCK 14 MERGES [13 18 ]
      i_167  =  i_42;
      for(;i_167 < i_22;)
      {
        // BLOCK 15
        i_168  =  i_167 * i_24;
        i_169  =  i_168 + i_38;
        // BLOCK 16 MERGES [15 17 ]
        f_170  =  0.0F;
        i_171  =  0;
        for(;i_171 < i_24;)
        {
          // BLOCK 17
          i_172  =  i_166 + i_171;
          l_173  =  (long) i_172;
          l_174  =  l_173 + 4L;
          l_175  =  l_174 << 2;
          ul_176  =  ul_0 + l_175;
          f_177  =  *((__global float *) ul_176);
          i_178  =  i_169 + i_171;
          l_179  =  (long) i_178;
          l_180  =  l_179 + 4L;
          l_181  =  l_180 << 2;
          ul_182  =  ul_8 + l_181;
          f_183  =  *((__global float *) ul_182);
          f_184  =  fma(f_177, f_183, f_170);
          i_185  =  i_171 + 1;
          f_170  =  f_184;
          i_171  =  i_185;
        }  // B16
        // BLOCK 18
        f_186  =  f_35 * f_170;
        adf_12[i_167]  =  f_186;
        i_187  =  i_167 + i_14;
        i_167  =  i_187;
      }  // B14
      // BLOCK 19
      barrier(CLK_LOCAL_MEM_FENCE);
      // BLOCK 20 MERGES [19 21 ]
      f_188  =  -3.0E38F;
      i_189  =  0;
      for(;i_189 < i_22;)
      {
        // BLOCK 21
        f_190  =  adf_12[i_189];
        f_191  =  fmax(f_188, f_190);
        i_192  =  i_189 + 1;
        f_188  =  f_191;
        i_189  =  i_192;
      }  // B20
      // BLOCK 22
      barrier(CLK_LOCAL_MEM_FENCE);
      // BLOCK 23 MERGES [22 24 ]
      i_193  =  i_42;
      for(;i_193 < i_22;)
      {
        // BLOCK 24
        f_194  =  adf_12[i_193];
        f_195  =  f_194 - f_188;
        f_196  =  exp(f_195);
        adf_12[i_193]  =  f_196;
        i_197  =  i_193 + i_14;
        i_193  =  i_197;
      }  // B23
      // BLOCK 25
      barrier(CLK_LOCAL_MEM_FENCE);
      // BLOCK 26 MERGES [25 27 ]
      f_198  =  0.0F;
      i_199  =  0;
      for(;i_199 < i_22;)
      {
        // BLOCK 27
        f_200  =  adf_12[i_199];
        f_201  =  f_198 + f_200;
        i_202  =  i_199 + 1;
        f_198  =  f_201;
        i_199  =  i_202;
      }  // B26
      // BLOCK 28
      i_203  =  *((__global int *) ul_46);
      i_204  =  *((__global int *) ul_45);
      i_205  =  *((__global int *) ul_44);
      i_206  =  *((__global int *) ul_43);
      i_207  =  i_204 * i_28;
      i_208  =  i_207 + i_203;
      i_209  =  i_205 * i_162;
      i_210  =  i_208 + i_209;
      i_211  =  i_206 * i_51;
      i_212  =  i_210 + i_211;
      // BLOCK 29 MERGES [28 33 ]
      i_213  =  i_42;
      for(;i_213 < i_26;)
      {
        // BLOCK 30
        // BLOCK 31 MERGES [30 32 ]
        f_214  =  0.0F;
        i_215  =  0;
        for(;i_215 < i_22;)
        {
          // BLOCK 32
          f_216  =  adf_12[i_215];
          i_217  =  i_215 * i_26;
          i_218  =  i_217 + i_37;
          i_219  =  i_218 + i_213;
          l_220  =  (long) i_219;
          l_221  =  l_220 + 4L;
          l_222  =  l_221 << 2;
          ul_223  =  ul_9 + l_222;
          f_224  =  *((__global float *) ul_223);
          f_225  =  fma(f_216, f_224, f_214);
          i_226  =  i_215 + 1;
          f_214  =  f_225;
          i_215  =  i_226;
        }  // B31
        // BLOCK 33
        i_227  =  i_212 + i_213;
        l_228  =  (long) i_227;
        l_229  =  l_228 + 4L;
        l_230  =  l_229 << 2;
        ul_231  =  ul_10 + l_230;
        f_232  =  f_214 / f_198;
        *((__global float *) ul_231)  =  f_232;
        i_233  =  i_213 + i_14;
        i_213  =  i_233;
      }  // B29
      // BLOCK 34
      b_234  =  i_42 == 0;
      if(b_234)
      {
        // BLOCK 35
        i_235  =  i_28 * i_18;
        i_236  =  i_235 + i_162;
        i_237  =  i_236 * i_20;
        i_238  =  i_237 + i_51;
        l_239  =  (long) i_238;
        l_240  =  l_239 + 4L;
        l_241  =  l_240 << 2;
        ul_242  =  ul_11 + l_241;
        f_243  =  log(f_198);
        f_244  =  f_243 + f_188;
        *((__global float *) ul_242)  =  f_244;
      }  // B34
      else
      {
        // BLOCK 36
      }  // B34
      // BLOCK 37 MERGES [36 35 ]
      barrier(CLK_LOCAL_MEM_FENCE);
      i_245  =  i_155 + 1;
      i_155  =  i_245;
    }  // B12
    // BLOCK 38
    barrier(CLK_GLOBAL_MEM_FENCE);
    i_246  =  i_51 + 1;
    i_51  =  i_246;
  }  // B1
  // BLOCK 39
  return;
}  //  kernel
