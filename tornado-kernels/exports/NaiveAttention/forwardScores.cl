__kernel void forwardScores(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *b, __global uchar *mu, __global uchar *keyBias, __global uchar *bias, __global uchar *factors, __global uchar *ranges, __global uchar *shape, __global uchar *scalars, __global uchar *scores)
{
  bool b_22, b_36, b_44, b_93, b_116, b_141, b_175;
  float f_37, f_85, f_92, f_101, f_102, f_103, f_109, f_110, f_113, f_135, f_136, f_137;
  float f_138, f_147, f_170, f_171, f_172, f_198, f_207, f_208;
  int i_11, i_13, i_15, i_17, i_18, i_19, i_20, i_21, i_23, i_24, i_25, i_26;
  int i_27, i_28, i_29, i_34, i_35, i_38, i_43, i_46, i_48, i_50, i_52, i_54;
  int i_56, i_58, i_60, i_62, i_64, i_66, i_68, i_70, i_71, i_72, i_73, i_74;
  int i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_83, i_84, i_86, i_87;
  int i_94, i_95, i_96, i_104, i_111, i_115, i_118, i_120, i_122, i_124, i_125, i_126;
  int i_127, i_128, i_129, i_130, i_140, i_142, i_149, i_151, i_153, i_155, i_157, i_158;
  int i_159, i_160, i_161, i_162, i_163, i_164, i_165, i_174, i_177, i_179, i_181, i_183;
  int i_185, i_186, i_187, i_188, i_189, i_190, i_191, i_192, i_193, i_199, i_200, i_201;
  int i_202;
  long l_30, l_31, l_32, l_39, l_40, l_41, l_88, l_89, l_90, l_97, l_98, l_99;
  long l_105, l_106, l_107, l_131, l_132, l_133, l_143, l_144, l_145, l_166, l_167, l_168;
  long l_194, l_195, l_196, l_203, l_204, l_205, l_209, l_210, l_211;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_9, ul_10, ul_12;
  ulong ul_14, ul_16, ul_33, ul_42, ul_45, ul_47, ul_49, ul_51, ul_53, ul_55, ul_57, ul_59;
  ulong ul_61, ul_63, ul_65, ul_67, ul_69, ul_91, ul_100, ul_108, ul_112, ul_114, ul_117, ul_119;
  ulong ul_121, ul_123, ul_134, ul_139, ul_146, ul_148, ul_150, ul_152, ul_154, ul_156, ul_169, ul_173;
  ulong ul_176, ul_178, ul_180, ul_182, ul_184, ul_197, ul_206, ul_212;

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
        b_116  =  i_115 == 1;
        if(b_116)
        {
          // BLOCK 11
          ul_117  =  ul_7 + 124L;
          i_118  =  *((__global int *) ul_117);
          ul_119  =  ul_7 + 128L;
          i_120  =  *((__global int *) ul_119);
          ul_121  =  ul_7 + 132L;
          i_122  =  *((__global int *) ul_121);
          ul_123  =  ul_7 + 140L;
          i_124  =  *((__global int *) ul_123);
          i_125  =  i_120 * i_25;
          i_126  =  i_125 + i_118;
          i_127  =  i_122 * i_73;
          i_128  =  i_126 + i_127;
          i_129  =  i_124 * i_35;
          i_130  =  i_128 + i_129;
          l_131  =  (long) i_130;
          l_132  =  l_131 + 4L;
          l_133  =  l_132 << 2;
          ul_134  =  ul_3 + l_133;
          f_135  =  *((__global float *) ul_134);
          f_136  =  fma(f_85, f_113, f_135);
          f_137  =  f_136;
        }  // B10
        else
        {
          // BLOCK 12
          f_138  =  f_85 * f_113;
          f_137  =  f_138;
        }  // B10
        // BLOCK 13 MERGES [12 11 ]
        ul_139  =  ul_7 + 212L;
        i_140  =  *((__global int *) ul_139);
        b_141  =  i_140 == 1;
        if(b_141)
        {
          // BLOCK 14
          i_142  =  i_73 + 1;
          l_143  =  (long) i_142;
          l_144  =  l_143 + 4L;
          l_145  =  l_144 << 2;
          ul_146  =  ul_8 + l_145;
          f_147  =  *((__global float *) ul_146);
          ul_148  =  ul_7 + 144L;
          i_149  =  *((__global int *) ul_148);
          ul_150  =  ul_7 + 148L;
          i_151  =  *((__global int *) ul_150);
          ul_152  =  ul_7 + 152L;
          i_153  =  *((__global int *) ul_152);
          ul_154  =  ul_7 + 156L;
          i_155  =  *((__global int *) ul_154);
          ul_156  =  ul_7 + 160L;
          i_157  =  *((__global int *) ul_156);
          i_158  =  i_151 * i_25;
          i_159  =  i_158 + i_149;
          i_160  =  i_153 * i_73;
          i_161  =  i_159 + i_160;
          i_162  =  i_155 * i_27;
          i_163  =  i_161 + i_162;
          i_164  =  i_157 * i_35;
          i_165  =  i_163 + i_164;
          l_166  =  (long) i_165;
          l_167  =  l_166 + 4L;
          l_168  =  l_167 << 2;
          ul_169  =  ul_4 + l_168;
          f_170  =  *((__global float *) ul_169);
          f_171  =  fma(f_147, f_170, f_137);
          f_172  =  f_171;
        }  // B13
        else
        {
          // BLOCK 15
          f_172  =  f_137;
        }  // B13
        // BLOCK 16 MERGES [15 14 ]
        ul_173  =  ul_7 + 216L;
        i_174  =  *((__global int *) ul_173);
        b_175  =  i_174 < 1;
        if(b_175)
        {
          // BLOCK 17
          f_37  =  f_172;
        }  // B16
        else
        {
          // BLOCK 18
          ul_176  =  ul_7 + 220L;
          i_177  =  *((__global int *) ul_176);
          ul_178  =  ul_7 + 164L;
          i_179  =  *((__global int *) ul_178);
          ul_180  =  ul_7 + 168L;
          i_181  =  *((__global int *) ul_180);
          ul_182  =  ul_7 + 172L;
          i_183  =  *((__global int *) ul_182);
          ul_184  =  ul_7 + 176L;
          i_185  =  *((__global int *) ul_184);
          i_186  =  i_181 * i_25;
          i_187  =  i_186 + i_179;
          i_188  =  i_183 * i_73;
          i_189  =  i_187 + i_188;
          i_190  =  i_185 * i_27;
          i_191  =  i_189 + i_190;
          i_192  =  i_35 / i_177;
          i_193  =  i_191 + i_192;
          l_194  =  (long) i_193;
          l_195  =  l_194 + 4L;
          l_196  =  l_195 << 2;
          ul_197  =  ul_5 + l_196;
          f_198  =  *((__global float *) ul_197);
          i_199  =  *((__global int *) ul_173);
          i_200  =  i_199 + i_191;
          i_201  =  i_35 % i_177;
          i_202  =  i_200 + i_201;
          l_203  =  (long) i_202;
          l_204  =  l_203 + 4L;
          l_205  =  l_204 << 2;
          ul_206  =  ul_5 + l_205;
          f_207  =  *((__global float *) ul_206);
          f_208  =  fma(f_198, f_207, f_172);
          f_37  =  f_208;
        }  // B16
      }  // B3
      else
      {
        // BLOCK 19
        f_37  =  -3.0E38F;
      }  // B3
    }  // B1
    // BLOCK 20 MERGES [2 19 17 18 ]
    l_209  =  (long) i_18;
    l_210  =  l_209 + 4L;
    l_211  =  l_210 << 2;
    ul_212  =  ul_9 + l_211;
    *((__global float *) ul_212)  =  f_37;
  }  // B0
  else
  {
    // BLOCK 21
  }  // B0
  // BLOCK 22 MERGES [21 20 ]
  return;
}  //  kernel
