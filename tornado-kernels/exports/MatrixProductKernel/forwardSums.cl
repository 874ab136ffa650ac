__kernel void forwardSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *partials, __global uchar *bias, __global uchar *residual, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_20, b_50, b_74, b_117, b_120, b_139;
  float f_29, f_33, f_41, f_42, f_44, f_69, f_70, f_97, f_98, f_115, f_116, f_118;
  float f_119, f_121, f_122, f_123, f_124, f_125, f_126, f_127, f_128, f_129, f_130, f_131;
  float f_132, f_133, f_134, f_135, f_137, f_138, f_140, f_141, f_142, f_143, f_144, f_145;
  float f_146, f_147, f_148, f_149, f_162;
  int i_7, i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_22, i_23, i_24;
  int i_25, i_26, i_27, i_28, i_30, i_31, i_32, i_34, i_35, i_36, i_43, i_46;
  int i_47, i_48, i_49, i_52, i_54, i_56, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_64, i_72, i_73, i_76, i_78, i_80, i_82, i_84, i_85, i_86, i_87, i_88;
  int i_89, i_90, i_91, i_92, i_100, i_102, i_104, i_106, i_108, i_110, i_136, i_150;
  int i_151, i_152, i_153, i_154, i_155, i_156, i_157;
  long l_37, l_38, l_39, l_65, l_66, l_67, l_93, l_94, l_95, l_111, l_112, l_113;
  long l_158, l_159, l_160;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_8, ul_10, ul_12, ul_14, ul_21;
  ulong ul_40, ul_45, ul_51, ul_53, ul_55, ul_57, ul_68, ul_71, ul_75, ul_77, ul_79, ul_81;
  ulong ul_83, ul_96, ul_99, ul_101, ul_103, ul_105, ul_107, ul_109, ul_114, ul_161;

  // BLOCK 0
  ul_0  =  (ulong) partials;
  ul_1  =  (ulong) bias;
  ul_2  =  (ulong) residual;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) scalars;
  ul_5  =  (ulong) y;
  ul_6  =  ul_3 + 20L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_3 + 24L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_3 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_3 + 152L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_3 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_7 * i_15;
  i_18  =  i_17 * i_9;
  i_19  =  i_18 * i_11;
  b_20  =  i_16 < i_19;
  if(b_20)
  {
    // BLOCK 1
    ul_21  =  ul_3 + 188L;
    i_22  =  *((__global int *) ul_21);
    i_23  =  32 / i_22;
    i_24  =  i_16 / i_11;
    i_25  =  i_13 * i_24;
    i_26  =  i_25 * i_11;
    i_27  =  i_16 % i_11;
    i_28  =  i_26 + i_27;
    // BLOCK 2 MERGES [1 6 ]
    f_29  =  0.0F;
    i_30  =  0;
    for(;i_30 < i_13;)
    {
      // BLOCK 3
      i_31  =  i_23 + i_30;
      i_32  =  min(i_13, i_31);
      // BLOCK 4 MERGES [3 5 ]
      f_33  =  0.0F;
      i_34  =  i_30;
      for(;i_34 < i_32;)
      {
        // BLOCK 5
        i_35  =  i_34 * i_11;
        i_36  =  i_28 + i_35;
        l_37  =  (long) i_36;
        l_38  =  l_37 + 4L;
        l_39  =  l_38 << 2;
        ul_40  =  ul_0 + l_39;
        f_41  =  *((__global float *) ul_40);
        f_42  =  f_33 + f_41;
        i_43  =  i_34 + 1;
        f_33  =  f_42;
        i_34  =  i_43;
      }  // B4
      // BLOCK 6
      f_44  =  f_29 + f_33;
      f_29  =  f_44;
      i_30  =  i_31;
    }  // B2
    // BLOCK 7
    ul_45  =  ul_3 + 36L;
    i_46  =  *((__global int *) ul_45);
    i_47  =  i_24 / i_9;
    i_48  =  i_47 / i_7;
    i_49  =  i_47 % i_7;
    b_50  =  i_46 == 1;
    if(b_50)
    {
      // BLOCK 8
      ul_51  =  ul_3 + 92L;
      i_52  =  *((__global int *) ul_51);
      ul_53  =  ul_3 + 96L;
      i_54  =  *((__global int *) ul_53);
      ul_55  =  ul_3 + 100L;
      i_56  =  *((__global int *) ul_55);
      ul_57  =  ul_3 + 108L;
      i_58  =  *((__global int *) ul_57);
      i_59  =  i_48 * i_54;
      i_60  =  i_59 + i_52;
      i_61  =  i_49 * i_56;
      i_62  =  i_60 + i_61;
      i_63  =  i_58 * i_27;
      i_64  =  i_62 + i_63;
      l_65  =  (long) i_64;
      l_66  =  l_65 + 4L;
      l_67  =  l_66 << 2;
      ul_68  =  ul_1 + l_67;
      f_69  =  *((__global float *) ul_68);
      f_70  =  f_69;
    }  // B7
    else
    {
      // BLOCK 9
      f_70  =  0.0F;
    }  // B7
    // BLOCK 10 MERGES [9 8 ]
    ul_71  =  ul_3 + 40L;
    i_72  =  *((__global int *) ul_71);
    i_73  =  i_24 % i_9;
    b_74  =  i_72 == 1;
    if(b_74)
    {
      // BLOCK 11
      ul_75  =  ul_3 + 112L;
      i_76  =  *((__global int *) ul_75);
      ul_77  =  ul_3 + 116L;
      i_78  =  *((__global int *) ul_77);
      ul_79  =  ul_3 + 120L;
      i_80  =  *((__global int *) ul_79);
      ul_81  =  ul_3 + 124L;
      i_82  =  *((__global int *) ul_81);
      ul_83  =  ul_3 + 128L;
      i_84  =  *((__global int *) ul_83);
      i_85  =  i_78 * i_48;
      i_86  =  i_85 + i_76;
      i_87  =  i_80 * i_49;
      i_88  =  i_86 + i_87;
      i_89  =  i_73 * i_82;
      i_90  =  i_88 + i_89;
      i_91  =  i_84 * i_27;
      i_92  =  i_90 + i_91;
      l_93  =  (long) i_92;
      l_94  =  l_93 + 4L;
      l_95  =  l_94 << 2;
      ul_96  =  ul_2 + l_95;
      f_97  =  *((__global float *) ul_96);
      f_98  =  f_97;
    }  // B10
    else
    {
      // BLOCK 12
      f_98  =  0.0F;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    ul_99  =  ul_3 + 164L;
    i_100  =  *((__global int *) ul_99);
    ul_101  =  ul_3 + 168L;
    i_102  =  *((__global int *) ul_101);
    ul_103  =  ul_3 + 172L;
    i_104  =  *((__global int *) ul_103);
    ul_105  =  ul_3 + 176L;
    i_106  =  *((__global int *) ul_105);
    ul_107  =  ul_3 + 180L;
    i_108  =  *((__global int *) ul_107);
    ul_109  =  ul_3 + 48L;
    i_110  =  *((__global int *) ul_109);
    l_111  =  (long) i_49;
    l_112  =  l_111 + 4L;
    l_113  =  l_112 << 2;
    ul_114  =  ul_4 + l_113;
    f_115  =  *((__global float *) ul_114);
    f_116  =  f_70 + f_29;
    b_117  =  i_110 == 1;
    if(b_117)
    {
      // BLOCK 14
      f_118  =  fmax(f_116, 0.0F);
      f_119  =  f_118;
    }  // B13
    else
    {
      // BLOCK 15
      f_119  =  f_116;
    }  // B13
    // BLOCK 16 MERGES [15 14 ]
    b_120  =  i_110 == 2;
    if(b_120)
    {
      // BLOCK 17
      f_121  =  fabs(f_116);
      f_122  =  f_121 * 0.70710677F;
      f_123  =  fma(f_122, 0.3275911F, 1.0F);
      f_124  =  1.0F / f_123;
      f_125  =  fma(f_124, 1.0614054F, -1.4531521F);
      f_126  =  fma(f_124, f_125, 1.4214138F);
      f_127  =  fma(f_124, f_126, -0.28449672F);
      f_128  =  fma(f_124, f_127, 0.2548296F);
      f_129  =  f_128 * f_124;
      f_130  =  f_129 * 0.5F;
      f_131  =  -f_122;
      f_132  =  f_131 * f_122;
      f_133  =  exp(f_132);
      f_134  =  f_130 * f_133;
      f_135  =  f_134 * f_116;
      i_136  =  isless(0.0F, f_116);
      if(i_136 == 1)
      {
        // BLOCK 18
        f_137  =  f_116 - f_135;
        f_138  =  f_137;
      }  // B17
      else
      {
        // BLOCK 19
        f_138  =  f_135;
      }  // B17
    }  // B16
    else
    {
      // BLOCK 20
      f_138  =  f_119;
    }  // B16
    // BLOCK 21 MERGES [20 18 19 ]
    b_139  =  i_110 == 3;
    if(b_139)
    {
      // BLOCK 22
      f_140  =  f_116 * 0.044715F;
      f_141  =  f_140 * f_116;
      f_142  =  fma(f_116, f_141, f_116);
      f_143  =  f_142 * 0.7978846F;
      f_144  =  f_143 * 2.0F;
      f_145  =  exp(f_144);
      f_146  =  f_145 + 1.0F;
      f_147  =  f_116 / f_146;
      f_148  =  f_116 - f_147;
      f_149  =  f_148;
    }  // B21
    else
    {
      // BLOCK 23
      f_149  =  f_138;
    }  // B21
    // BLOCK 24 MERGES [23 22 ]
    i_150  =  i_102 * i_48;
    i_151  =  i_150 + i_100;
    i_152  =  i_104 * i_49;
    i_153  =  i_151 + i_152;
    i_154  =  i_106 * i_73;
    i_155  =  i_153 + i_154;
    i_156  =  i_108 * i_27;
    i_157  =  i_155 + i_156;
    l_158  =  (long) i_157;
    l_159  =  l_158 + 4L;
    l_160  =  l_159 << 2;
    ul_161  =  ul_5 + l_160;
    f_162  =  fma(f_149, f_115, f_98);
    *((__global float *) ul_161)  =  f_162;
  }  // B0
  else
  {
    // BLOCK 25
  }  // B0
  // BLOCK 26 MERGES [25 24 ]
  return;
}  //  kernel
