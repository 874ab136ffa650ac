__kernel void forwardScores(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *b, __global uchar *mu, __global uchar *keyBias, __global uchar *bias, __global uchar *factors, __global uchar *ranges, __global uchar *shape, __global uchar *scalars, __global uchar *scores)
{
  bool b_22, b_36, b_44, b_93, b_117, b_146, b_185;
  float f_37, f_85, f_92, f_101, f_102, f_103, f_109, f_110, f_113, f_116, f_136, f_137;
  float f_139, f_141, f_143, f_152, f_175, f_176, f_178, f_180, f_182, f_208, f_217, f_218;
  float f_219, f_221, f_223;
  int i_11, i_13, i_15, i_17, i_18, i_19, i_20, i_21, i_23, i_24, i_25, i_26;
  int i_27, i_28, i_29, i_34, i_35, i_38, i_43, i_46, i_48, i_50, i_52, i_54;
  int i_56, i_58, i_60, i_62, i_64, i_66, i_68, i_70, i_71, i_72, i_73, i_74;
  int i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_83, i_84, i_86, i_87;
  int i_94, i_95, i_96, i_104, i_111, i_115, i_119, i_121, i_123, i_125, i_126, i_127;
  int i_128, i_129, i_130, i_131, i_138, i_140, i_142, i_145, i_147, i_154, i_156, i_158;
  int i_160, i_162, i_163, i_164, i_165, i_166, i_167, i_168, i_169, i_170, i_177, i_179;
  int i_181, i_184, i_187, i_189, i_191, i_193, i_195, i_196, i_197, i_198, i_199, i_200;
  int i_201, i_202, i_203, i_209, i_210, i_211, i_212, i_220, i_222, i_224;
  long l_30, l_31, l_32, l_39, l_40, l_41, l_88, l_89, l_90, l_97, l_98, l_99;
  long l_105, l_106, l_107, l_132, l_133, l_134, l_148, l_149, l_150, l_171, l_172, l_173;
  long l_204, l_205, l_206, l_213, l_214, l_215, l_225, l_226, l_227;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_12;
  ulong ul_14, ul_16, ul_33, ul_42, ul_45, ul_47, ul_49, ul_51, ul_53, ul_55, ul_57, ul_59;
  ulong ul_61, ul_63, ul_65, ul_67, ul_69, ul_91, ul_100, ul_108, ul_112, ul_114, ul_118, ul_120;
  ulong ul_122, ul_124, ul_135, ul_144, ul_151, ul_153, ul_155, ul_157, ul_159, ul_161, ul_174, ul_183;
  ulong ul_186, ul_188, ul_190, ul_192, ul_194, ul_207, ul_216, ul_228;

  // BLOCK 0
  ul_0  =  (ulong) a;
  ul_1  =  (ulong) b;
  ul_2  =  (ulong) mu;
  ul_3  =  (ulong) keyBias;
  ul_4  =  (ulong) bias;
  ul_5  =  (ulong) factors;
  ul_6  =  (ulong) ranges;
  ul_7  =  (ulong) shape;
  ul_8  =  (ulong) scalars;
  ul_9  =  (ulong) scores;
  ul_10  =  ul_7 + 20L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_7 + 28L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_7 + 32L;
  i_15  =  *((__global int *) ul_14);
  ul_16  =  ul_7 + 16L;
  i_17  =  *((__global int *) ul_16);
  i_18  =  get_global_id(0);
  i_19  =  i_11 * i_17;
  i_20  =  i_19 * i_13;
  i_21  =  i_20 * i_15;
  b_22  =  i_18 < i_21;
  if(b_22)
  {
    // BLOCK 1
    i_23  =  i_18 / i_15;
    i_24  =  i_23 / i_13;
    i_25  =  i_24 / i_11;
    i_26  =  i_25 * i_13;
    i_27  =  i_23 % i_13;
    i_28  =  i_26 + i_27;
    i_29  =  i_28 << 1;
    l_30  =  (long) i_29;
    l_31  =  l_30 + 4L;
    l_32  =  l_31 << 2;
    ul_33  =  ul_6 + l_32;
    i_34  =  *((__global int *) ul_33);
    i_35  =  i_18 % i_15;
    b_36  =  i_35 < i_34;
    if(b_36)
    {
      // BLOCK 2
      f_37  =  -3.4028235E38F;
    }  // B1
    else
    {
      // BLOCK 3
      i_38  =  i_29 + 1;
      l_39  =  (long) i_38;
      l_40  =  l_39 + 4L;
      l_41  =  l_40 << 2;
      ul_42  =  ul_6 + l_41;
      i_43  =  *((__global int *) ul_42);
      b_44  =  i_35 < i_43;
      if(b_44)
      {
        // BLOCK 4
        ul_45  =  ul_7 + 44L;
        i_46  =  *((__global int *) ul_45);
        ul_47  =  ul_7 + 48L;
        i_48  =  *((__global int *) ul_47);
        ul_49  =  ul_7 + 52L;
        i_50  =  *((__global int *) ul_49);
        ul_51  =  ul_7 + 56L;
        i_52  =  *((__global int *) ul_51);
        ul_53  =  ul_7 + 24L;
        i_54  =  *((__global int *) ul_53);
        ul_55  =  ul_7 + 64L;
        i_56  =  *((__global int *) ul_55);
        ul_57  =  ul_7 + 68L;
        i_58  =  *((__global int *) ul_57);
        ul_59  =  ul_7 + 72L;
        i_60  =  *((__global int *) ul_59);
        ul_61  =  ul_7 + 76L;
        i_62  =  *((__global int *) ul_61);
        ul_63  =  ul_7 + 36L;
        i_64  =  *((__global int *) ul_63);
        ul_65  =  ul_7 + 204L;
        i_66  =  *((__global int *) ul_65);
        ul_67  =  ul_7 + 104L;
        i_68  =  *((__global int *) ul_67);
        ul_69  =  ul_7 + 112L;
        i_70  =  *((__global int *) ul_69);
        i_71  =  i_58 * i_25;
        i_72  =  i_71 + i_56;
        i_73  =  i_24 % i_11;
        i_74  =  i_73 / i_54;
        i_75  =  i_74 * i_60;
        i_76  =  i_72 + i_75;
        i_77  =  i_62 * i_35;
        i_78  =  i_76 + i_77;
        i_79  =  i_48 * i_25;
        i_80  =  i_79 + i_46;
        i_81  =  i_50 * i_73;
        i_82  =  i_80 + i_81;
        i_83  =  i_52 * i_27;
        i_84  =  i_82 + i_83;
        // BLOCK 5 MERGES [4 9 ]
        f_85  =  0.0F;
        i_86  =  0;
        for(;i_86 < i_64;)
        {
          // BLOCK 6
          i_87  =  i_84 + i_86;
          l_88  =  (long) i_87;
          l_89  =  l_88 + 4L;
          l_90  =  l_89 << 2;
          ul_91  =  ul_0 + l_90;
          f_92  =  *((__global float *) ul_91);
          b_93  =  i_66 == 1;
          if(b_93)
          {
            // BLOCK 7
            i_94  =  i_70 * i_73;
            i_95  =  i_94 + i_68;
            i_96  =  i_95 + i_86;
            l_97  =  (long) i_96;
            l_98  =  l_97 + 4L;
            l_99  =  l_98 << 2;
            ul_100  =  ul_2 + l_99;
            f_101  =  *((__global float *) ul_100);
            f_102  =  f_92 * f_101;
            f_103  =  f_102;
          }  // B6
          else
          {
            // BLOCK 8
            f_103  =  f_92;
          }  // B6
          // BLOCK 9 MERGES [8 7 ]
          i_104  =  i_78 + i_86;
          l_105  =  (long) i_104;
          l_106  =  l_105 + 4L;
          l_107  =  l_106 << 2;
          ul_108  =  ul_1 + l_107;
          f_109  =  *((__global float *) ul_108);
          f_110  =  fma(f_103, f_109, f_85);
          i_111  =  i_86 + 1;
          f_85  =  f_110;
          i_86  =  i_111;
        }  // B5
        // BLOCK 10
        ul_112  =  ul_8 + 16L;
        f_113  =  *((__global float *) ul_112);
        ul_114  =  ul_7 + 208L;
        i_115  =  *((__global int *) ul_114);
        f_116  =  f_113 * f_85;
        b_117  =  i_115 == 1;
        if(b_117)
        {
          // BLOCK 11
          ul_118  =  ul_7 + 124L;
          i_119  =  *((__global int *) ul_118);
          ul_120  =  ul_7 + 128L;
          i_121  =  *((__global int *) ul_120);
          ul_122  =  ul_7 + 132L;
          i_123  =  *((__global int *) ul_122);
          ul_124  =  ul_7 + 140L;
          i_125  =  *((__global int *) ul_124);
          i_126  =  i_121 * i_25;
          i_127  =  i_126 + i_119;
          i_128  =  i_123 * i_73;
          i_129  =  i_127 + i_128;
          i_130  =  i_125 * i_35;
          i_131  =  i_129 + i_130;
          l_132  =  (long) i_131;
          l_133  =  l_132 + 4L;
          l_134  =  l_133 << 2;
          ul_135  =  ul_3 + l_134;
          f_136  =  *((__global float *) ul_135);
          f_137  =  fma(f_85, f_113, f_136);
          i_138  =  isless(f_137, -3.4028233E38F);
          if(i_138 == 1)
          {
            // BLOCK 12
            f_139  =  -3.4028233E38F;
          }  // B11
          else
          {
            // BLOCK 13
            f_139  =  f_137;
          }  // B11
          // BLOCK 14 MERGES [12 13 ]
          i_140  =  isless(f_116, -3.4028235E38F);
          if(i_140 == 1)
          {
            // BLOCK 15
            f_141  =  f_116;
          }  // B14
          else
          {
            // BLOCK 16
            f_141  =  f_139;
          }  // B14
          // BLOCK 17 MERGES [15 16 ]
          i_142  =  isless(f_136, -3.4028235E38F);
          if(i_142 == 1)
          {
            // BLOCK 18
            f_143  =  f_136;
          }  // B17
          else
          {
            // BLOCK 19
            f_143  =  f_141;
          }  // B17
        }  // B10
        else
        {
          // BLOCK 20
          f_143  =  f_116;
        }  // B10
        // BLOCK 21 MERGES [20 18 19 ]
        ul_144  =  ul_7 + 212L;
        i_145  =  *((__global int *) ul_144);
        b_146  =  i_145 == 1;
        if(b_146)
        {
          // BLOCK 22
          i_147  =  i_73 + 1;
          l_148  =  (long) i_147;
          l_149  =  l_148 + 4L;
          l_150  =  l_149 << 2;
          ul_151  =  ul_8 + l_150;
          f_152  =  *((__global float *) ul_151);
          ul_153  =  ul_7 + 144L;
          i_154  =  *((__global int *) ul_153);
          ul_155  =  ul_7 + 148L;
          i_156  =  *((__global int *) ul_155);
          ul_157  =  ul_7 + 152L;
          i_158  =  *((__global int *) ul_157);
          ul_159  =  ul_7 + 156L;
          i_160  =  *((__global int *) ul_159);
          ul_161  =  ul_7 + 160L;
          i_162  =  *((__global int *) ul_161);
          i_163  =  i_156 * i_25;
          i_164  =  i_163 + i_154;
          i_165  =  i_158 * i_73;
          i_166  =  i_164 + i_165;
          i_167  =  i_160 * i_27;
          i_168  =  i_166 + i_167;
          i_169  =  i_162 * i_35;
          i_170  =  i_168 + i_169;
          l_171  =  (long) i_170;
          l_172  =  l_171 + 4L;
          l_173  =  l_172 << 2;
          ul_174  =  ul_4 + l_173;
          f_175  =  *((__global float *) ul_174);
          f_176  =  fma(f_152, f_175, f_143);
          i_177  =  isless(f_176, -3.4028233E38F);
          if(i_177 == 1)
          {
            // BLOCK 23
            f_178  =  -3.4028233E38F;
          }  // B22
          else
          {
            // BLOCK 24
            f_178  =  f_176;
          }  // B22
          // BLOCK 25 MERGES [23 24 ]
          i_179  =  isless(f_143, -3.4028235E38F);
          if(i_179 == 1)
          {
            // BLOCK 26
            f_180  =  f_143;
          }  // B25
          else
          {
            // BLOCK 27
            f_180  =  f_178;
          }  // B25
          // BLOCK 28 MERGES [26 27 ]
          i_181  =  isless(f_175, -3.4028235E38F);
          if(i_181 == 1)
          {
            // BLOCK 29
            f_182  =  f_175;
          }  // B28
          else
          {
            // BLOCK 30
            f_182  =  f_180;
          }  // B28
        }  // B21
        else
        {
          // BLOCK 31
          f_182  =  f_143;
        }  // B21
        // BLOCK 32 MERGES [31 29 30 ]
        ul_183  =  ul_7 + 216L;
        i_184  =  *((__global int *) ul_183);
        b_185  =  i_184 < 1;
        if(b_185)
        {
          // BLOCK 33
          f_37  =  f_182;
        }  // B32
        else
        {
          // BLOCK 34
          ul_186  =  ul_7 + 220L;
          i_187  =  *((__global int *) ul_186);
          ul_188  =  ul_7 + 164L;
          i_189  =  *((__global int *) ul_188);
          ul_190  =  ul_7 + 168L;
          i_191  =  *((__global int *) ul_190);
          ul_192  =  ul_7 + 172L;
          i_193  =  *((__global int *) ul_192);
          ul_194  =  ul_7 + 176L;
          i_195  =  *((__global int *) ul_194);
          i_196  =  i_191 * i_25;
          i_197  =  i_196 + i_189;
          i_198  =  i_193 * i_73;
          i_199  =  i_197 + i_198;
          i_200  =  i_195 * i_27;
          i_201  =  i_199 + i_200;
          i_202  =  i_35 / i_187;
          i_203  =  i_201 + i_202;
          l_204  =  (long) i_203;
          l_205  =  l_204 + 4L;
          l_206  =  l_205 << 2;
          ul_207  =  ul_5 + l_206;
          f_208  =  *((__global float *) ul_207);
          i_209  =  *((__global int *) ul_183);
          i_210  =  i_209 + i_201;
          i_211  =  i_35 % i_187;
          i_212  =  i_210 + i_211;
          l_213  =  (long) i_212;
          l_214  =  l_213 + 4L;
          l_215  =  l_214 << 2;
          ul_216  =  ul_5 + l_215;
          f_217  =  *((__global float *) ul_216);
          f_218  =  fma(f_208, f_217, f_182);
          f_219  =  fmin(f_208, f_217);
          i_220  =  isless(f_219, -3.4028235E38F);
          if(i_220 == 1)
          {
            // BLOCK 35
            f_221  =  f_218;
          }  // B34
          else
          {
            // BLOCK 36
            f_221  =  -3.4028233E38F;
          }  // B34
          // BLOCK 37 MERGES [35 36 ]
          i_222  =  isless(f_218, -3.4028233E38F);
          if(i_222 == 1)
          {
            // BLOCK 38
            f_223  =  f_221;
          }  // B37
          else
          {
            // BLOCK 39
            f_223  =  f_218;
          }  // B37
          // BLOCK 40 MERGES [38 39 ]
          i_224  =  isless(f_182, -3.4028235E38F);
          if(i_224 == 1)
          {
            // BLOCK 41
            f_37  =  f_182;
          }  // B40
          else
          {
            // BLOCK 42
            f_37  =  f_223;
          }  // B40
        }  // B32
      }  // B3
      else
      {
        // BLOCK 43
        f_37  =  -3.4028235E38F;
      }  // B3
    }  // B1
    // BLOCK 44 MERGES [2 43 33 41 42 ]
    l_225  =  (long) i_18;
    l_226  =  l_225 + 4L;
    l_227  =  l_226 << 2;
    ul_228  =  ul_9 + l_227;
    *((__global float *) ul_228)  =  f_37;
  }  // B0
  else
  {
    // BLOCK 45
  }  // B0
  // BLOCK 46 MERGES [45 44 ]
  return;
}  //  kernel
