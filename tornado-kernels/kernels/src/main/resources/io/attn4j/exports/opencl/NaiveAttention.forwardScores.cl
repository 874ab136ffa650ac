__kernel void forwardScores(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *b, __global uchar *mu, __global uchar *keyBias, __global uchar *bias, __global uchar *factors, __global uchar *ranges, __global uchar *shape, __global uchar *scalars, __global uchar *scores)
{
  bool b_22, b_36, b_44, b_81, b_132, b_157, b_191;
  float f_37, f_88, f_95, f_101, f_107, f_108, f_109, f_111, f_112, f_119, f_125, f_126;
  float f_129, f_151, f_152, f_153, f_154, f_163, f_186, f_187, f_188, f_214, f_223, f_224;
  int i_11, i_13, i_15, i_17, i_18, i_19, i_20, i_21, i_23, i_24, i_25, i_26;
  int i_27, i_28, i_29, i_34, i_35, i_38, i_43, i_46, i_48, i_50, i_52, i_54;
  int i_56, i_58, i_60, i_62, i_64, i_66, i_67, i_68, i_69, i_70, i_71, i_72;
  int i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_83, i_85, i_86, i_87;
  int i_89, i_90, i_96, i_102, i_110, i_113, i_114, i_120, i_127, i_131, i_134, i_136;
  int i_138, i_140, i_141, i_142, i_143, i_144, i_145, i_146, i_156, i_158, i_165, i_167;
  int i_169, i_171, i_173, i_174, i_175, i_176, i_177, i_178, i_179, i_180, i_181, i_190;
  int i_193, i_195, i_197, i_199, i_201, i_202, i_203, i_204, i_205, i_206, i_207, i_208;
  int i_209, i_215, i_216, i_217, i_218;
  long l_30, l_31, l_32, l_39, l_40, l_41, l_91, l_92, l_93, l_97, l_98, l_99;
  long l_103, l_104, l_105, l_115, l_116, l_117, l_121, l_122, l_123, l_147, l_148, l_149;
  long l_159, l_160, l_161, l_182, l_183, l_184, l_210, l_211, l_212, l_219, l_220, l_221;
  long l_225, l_226, l_227;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_12;
  ulong ul_14, ul_16, ul_33, ul_42, ul_45, ul_47, ul_49, ul_51, ul_53, ul_55, ul_57, ul_59;
  ulong ul_61, ul_63, ul_65, ul_82, ul_84, ul_94, ul_100, ul_106, ul_118, ul_124, ul_128, ul_130;
  ulong ul_133, ul_135, ul_137, ul_139, ul_150, ul_155, ul_162, ul_164, ul_166, ul_168, ul_170, ul_172;
  ulong ul_185, ul_189, ul_192, ul_194, ul_196, ul_198, ul_200, ul_213, ul_222, ul_228;

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
      f_37  =  -3.0E38F;
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
        i_67  =  i_58 * i_25;
        i_68  =  i_67 + i_56;
        i_69  =  i_24 % i_11;
        i_70  =  i_69 / i_54;
        i_71  =  i_70 * i_60;
        i_72  =  i_68 + i_71;
        i_73  =  i_62 * i_35;
        i_74  =  i_72 + i_73;
        i_75  =  i_48 * i_25;
        i_76  =  i_75 + i_46;
        i_77  =  i_50 * i_69;
        i_78  =  i_76 + i_77;
        i_79  =  i_52 * i_27;
        i_80  =  i_78 + i_79;
        b_81  =  i_66 == 1;
        if(b_81)
        {
          // BLOCK 5
          ul_82  =  ul_7 + 104L;
          i_83  =  *((__global int *) ul_82);
          ul_84  =  ul_7 + 112L;
          i_85  =  *((__global int *) ul_84);
          i_86  =  i_85 * i_69;
          i_87  =  i_86 + i_83;
          // BLOCK 6 MERGES [5 7 ]
          f_88  =  0.0F;
          i_89  =  0;
          for(;i_89 < i_64;)
          {
            // BLOCK 7
            i_90  =  i_80 + i_89;
            l_91  =  (long) i_90;
            l_92  =  l_91 + 4L;
            l_93  =  l_92 << 2;
            ul_94  =  ul_0 + l_93;
            f_95  =  *((__global float *) ul_94);
            i_96  =  i_87 + i_89;
            l_97  =  (long) i_96;
            l_98  =  l_97 + 4L;
            l_99  =  l_98 << 2;
            ul_100  =  ul_2 + l_99;
            f_101  =  *((__global float *) ul_100);
            i_102  =  i_74 + i_89;
            l_103  =  (long) i_102;
            l_104  =  l_103 + 4L;
            l_105  =  l_104 << 2;
            ul_106  =  ul_1 + l_105;
            f_107  =  *((__global float *) ul_106);
            f_108  =  f_95 * f_101;
            f_109  =  fma(f_108, f_107, f_88);
            i_110  =  i_89 + 1;
            f_88  =  f_109;
            i_89  =  i_110;
          }  // B6
          // BLOCK 8
          f_111  =  f_88;
        }  // B4
        else
        {
          // BLOCK 9
          // BLOCK 10 MERGES [9 11 ]
          f_112  =  0.0F;
          i_113  =  0;
          for(;i_113 < i_64;)
          {
            // BLOCK 11
            i_114  =  i_113 + i_80;
            l_115  =  (long) i_114;
            l_116  =  l_115 + 4L;
            l_117  =  l_116 << 2;
            ul_118  =  ul_0 + l_117;
            f_119  =  *((__global float *) ul_118);
            i_120  =  i_113 + i_74;
            l_121  =  (long) i_120;
            l_122  =  l_121 + 4L;
            l_123  =  l_122 << 2;
            ul_124  =  ul_1 + l_123;
            f_125  =  *((__global float *) ul_124);
            f_126  =  fma(f_119, f_125, f_112);
            i_127  =  i_113 + 1;
            f_112  =  f_126;
            i_113  =  i_127;
          }  // B10
          // BLOCK 12
          f_111  =  f_112;
        }  // B4
        // BLOCK 13 MERGES [8 12 ]
        f_111  =  f_112;
        ul_128  =  ul_8 + 16L;
        f_129  =  *((__global float *) ul_128);
        ul_130  =  ul_7 + 208L;
        i_131  =  *((__global int *) ul_130);
        b_132  =  i_131 == 1;
        if(b_132)
        {
          // BLOCK 14
          ul_133  =  ul_7 + 124L;
          i_134  =  *((__global int *) ul_133);
          ul_135  =  ul_7 + 128L;
          i_136  =  *((__global int *) ul_135);
          ul_137  =  ul_7 + 132L;
          i_138  =  *((__global int *) ul_137);
          ul_139  =  ul_7 + 140L;
          i_140  =  *((__global int *) ul_139);
          i_141  =  i_136 * i_25;
          i_142  =  i_141 + i_134;
          i_143  =  i_138 * i_69;
          i_144  =  i_142 + i_143;
          i_145  =  i_140 * i_35;
          i_146  =  i_144 + i_145;
          l_147  =  (long) i_146;
          l_148  =  l_147 + 4L;
          l_149  =  l_148 << 2;
          ul_150  =  ul_3 + l_149;
          f_151  =  *((__global float *) ul_150);
          f_152  =  fma(f_111, f_129, f_151);
          f_153  =  f_152;
        }  // B13
        else
        {
          // BLOCK 15
          f_154  =  f_111 * f_129;
          f_153  =  f_154;
        }  // B13
        // BLOCK 16 MERGES [15 14 ]
        ul_155  =  ul_7 + 212L;
        i_156  =  *((__global int *) ul_155);
        b_157  =  i_156 == 1;
        if(b_157)
        {
          // BLOCK 17
          i_158  =  i_69 + 1;
          l_159  =  (long) i_158;
          l_160  =  l_159 + 4L;
          l_161  =  l_160 << 2;
          ul_162  =  ul_8 + l_161;
          f_163  =  *((__global float *) ul_162);
          ul_164  =  ul_7 + 144L;
          i_165  =  *((__global int *) ul_164);
          ul_166  =  ul_7 + 148L;
          i_167  =  *((__global int *) ul_166);
          ul_168  =  ul_7 + 152L;
          i_169  =  *((__global int *) ul_168);
          ul_170  =  ul_7 + 156L;
          i_171  =  *((__global int *) ul_170);
          ul_172  =  ul_7 + 160L;
          i_173  =  *((__global int *) ul_172);
          i_174  =  i_167 * i_25;
          i_175  =  i_174 + i_165;
          i_176  =  i_169 * i_69;
          i_177  =  i_175 + i_176;
          i_178  =  i_171 * i_27;
          i_179  =  i_177 + i_178;
          i_180  =  i_173 * i_35;
          i_181  =  i_179 + i_180;
          l_182  =  (long) i_181;
          l_183  =  l_182 + 4L;
          l_184  =  l_183 << 2;
          ul_185  =  ul_4 + l_184;
          f_186  =  *((__global float *) ul_185);
          f_187  =  fma(f_163, f_186, f_153);
          f_188  =  f_187;
        }  // B16
        else
        {
          // BLOCK 18
          f_188  =  f_153;
        }  // B16
        // BLOCK 19 MERGES [18 17 ]
        ul_189  =  ul_7 + 216L;
        i_190  =  *((__global int *) ul_189);
        b_191  =  i_190 < 1;
        if(b_191)
        {
          // BLOCK 20
          f_37  =  f_188;
        }  // B19
        else
        {
          // BLOCK 21
          ul_192  =  ul_7 + 220L;
          i_193  =  *((__global int *) ul_192);
          ul_194  =  ul_7 + 164L;
          i_195  =  *((__global int *) ul_194);
          ul_196  =  ul_7 + 168L;
          i_197  =  *((__global int *) ul_196);
          ul_198  =  ul_7 + 172L;
          i_199  =  *((__global int *) ul_198);
          ul_200  =  ul_7 + 176L;
          i_201  =  *((__global int *) ul_200);
          i_202  =  i_197 * i_25;
          i_203  =  i_202 + i_195;
          i_204  =  i_199 * i_69;
          i_205  =  i_203 + i_204;
          i_206  =  i_201 * i_27;
          i_207  =  i_205 + i_206;
          i_208  =  i_35 / i_193;
          i_209  =  i_207 + i_208;
          l_210  =  (long) i_209;
          l_211  =  l_210 + 4L;
          l_212  =  l_211 << 2;
          ul_213  =  ul_5 + l_212;
          f_214  =  *((__global float *) ul_213);
          i_215  =  *((__global int *) ul_189);
          i_216  =  i_215 + i_207;
          i_217  =  i_35 % i_193;
          i_218  =  i_216 + i_217;
          l_219  =  (long) i_218;
          l_220  =  l_219 + 4L;
          l_221  =  l_220 << 2;
          ul_222  =  ul_5 + l_221;
          f_223  =  *((__global float *) ul_222);
          f_224  =  fma(f_214, f_223, f_188);
          f_37  =  f_224;
        }  // B19
      }  // B3
      else
      {
        // BLOCK 22
        f_37  =  -3.0E38F;
      }  // B3
    }  // B1
    // BLOCK 23 MERGES [2 22 20 21 ]
    l_225  =  (long) i_18;
    l_226  =  l_225 + 4L;
    l_227  =  l_226 << 2;
    ul_228  =  ul_9 + l_227;
    *((__global float *) ul_228)  =  f_37;
  }  // B0
  else
  {
    // BLOCK 24
  }  // B0
  // BLOCK 25 MERGES [24 23 ]
  return;
}  //  kernel
