__kernel void forwardSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *partials, __global uchar *bias, __global uchar *residual, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_20, b_42, b_66, b_109, b_112, b_131;
  float f_26, f_34, f_35, f_61, f_62, f_89, f_90, f_107, f_108, f_110, f_111, f_113;
  float f_114, f_115, f_116, f_117, f_118, f_119, f_120, f_121, f_122, f_123, f_124, f_125;
  float f_126, f_127, f_129, f_130, f_132, f_133, f_134, f_135, f_136, f_137, f_138, f_139;
  float f_140, f_141, f_154;
  int i_7, i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_21, i_22, i_23;
  int i_24, i_25, i_27, i_28, i_29, i_36, i_38, i_39, i_40, i_41, i_44, i_46;
  int i_48, i_50, i_51, i_52, i_53, i_54, i_55, i_56, i_64, i_65, i_68, i_70;
  int i_72, i_74, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_83, i_84, i_92;
  int i_94, i_96, i_98, i_100, i_102, i_128, i_142, i_143, i_144, i_145, i_146, i_147;
  int i_148, i_149;
  long l_30, l_31, l_32, l_57, l_58, l_59, l_85, l_86, l_87, l_103, l_104, l_105;
  long l_150, l_151, l_152;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_8, ul_10, ul_12, ul_14, ul_33;
  ulong ul_37, ul_43, ul_45, ul_47, ul_49, ul_60, ul_63, ul_67, ul_69, ul_71, ul_73, ul_75;
  ulong ul_88, ul_91, ul_93, ul_95, ul_97, ul_99, ul_101, ul_106, ul_153;

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
    i_21  =  i_16 / i_11;
    i_22  =  i_13 * i_21;
    i_23  =  i_22 * i_11;
    i_24  =  i_16 % i_11;
    i_25  =  i_23 + i_24;
    // BLOCK 2 MERGES [1 3 ]
    f_26  =  0.0F;
    i_27  =  0;
    for(;i_27 < i_13;)
    {
      // BLOCK 3
      i_28  =  i_27 * i_11;
      i_29  =  i_25 + i_28;
      l_30  =  (long) i_29;
      l_31  =  l_30 + 4L;
      l_32  =  l_31 << 2;
      ul_33  =  ul_0 + l_32;
      f_34  =  *((__global float *) ul_33);
      f_35  =  f_26 + f_34;
      i_36  =  i_27 + 1;
      f_26  =  f_35;
      i_27  =  i_36;
    }  // B2
    // BLOCK 4
    ul_37  =  ul_3 + 36L;
    i_38  =  *((__global int *) ul_37);
    i_39  =  i_21 / i_9;
    i_40  =  i_39 / i_7;
    i_41  =  i_39 % i_7;
    b_42  =  i_38 == 1;
    if(b_42)
    {
      // BLOCK 5
      ul_43  =  ul_3 + 92L;
      i_44  =  *((__global int *) ul_43);
      ul_45  =  ul_3 + 96L;
      i_46  =  *((__global int *) ul_45);
      ul_47  =  ul_3 + 100L;
      i_48  =  *((__global int *) ul_47);
      ul_49  =  ul_3 + 108L;
      i_50  =  *((__global int *) ul_49);
      i_51  =  i_40 * i_46;
      i_52  =  i_51 + i_44;
      i_53  =  i_41 * i_48;
      i_54  =  i_52 + i_53;
      i_55  =  i_50 * i_24;
      i_56  =  i_54 + i_55;
      l_57  =  (long) i_56;
      l_58  =  l_57 + 4L;
      l_59  =  l_58 << 2;
      ul_60  =  ul_1 + l_59;
      f_61  =  *((__global float *) ul_60);
      f_62  =  f_61;
    }  // B4
    else
    {
      // BLOCK 6
      f_62  =  0.0F;
    }  // B4
    // BLOCK 7 MERGES [6 5 ]
    ul_63  =  ul_3 + 40L;
    i_64  =  *((__global int *) ul_63);
    i_65  =  i_21 % i_9;
    b_66  =  i_64 == 1;
    if(b_66)
    {
      // BLOCK 8
      ul_67  =  ul_3 + 112L;
      i_68  =  *((__global int *) ul_67);
      ul_69  =  ul_3 + 116L;
      i_70  =  *((__global int *) ul_69);
      ul_71  =  ul_3 + 120L;
      i_72  =  *((__global int *) ul_71);
      ul_73  =  ul_3 + 124L;
      i_74  =  *((__global int *) ul_73);
      ul_75  =  ul_3 + 128L;
      i_76  =  *((__global int *) ul_75);
      i_77  =  i_70 * i_40;
      i_78  =  i_77 + i_68;
      i_79  =  i_72 * i_41;
      i_80  =  i_78 + i_79;
      i_81  =  i_65 * i_74;
      i_82  =  i_80 + i_81;
      i_83  =  i_76 * i_24;
      i_84  =  i_82 + i_83;
      l_85  =  (long) i_84;
      l_86  =  l_85 + 4L;
      l_87  =  l_86 << 2;
      ul_88  =  ul_2 + l_87;
      f_89  =  *((__global float *) ul_88);
      f_90  =  f_89;
    }  // B7
    else
    {
      // BLOCK 9
      f_90  =  0.0F;
    }  // B7
    // BLOCK 10 MERGES [9 8 ]
    ul_91  =  ul_3 + 164L;
    i_92  =  *((__global int *) ul_91);
    ul_93  =  ul_3 + 168L;
    i_94  =  *((__global int *) ul_93);
    ul_95  =  ul_3 + 172L;
    i_96  =  *((__global int *) ul_95);
    ul_97  =  ul_3 + 176L;
    i_98  =  *((__global int *) ul_97);
    ul_99  =  ul_3 + 180L;
    i_100  =  *((__global int *) ul_99);
    ul_101  =  ul_3 + 48L;
    i_102  =  *((__global int *) ul_101);
    l_103  =  (long) i_41;
    l_104  =  l_103 + 4L;
    l_105  =  l_104 << 2;
    ul_106  =  ul_4 + l_105;
    f_107  =  *((__global float *) ul_106);
    f_108  =  f_62 + f_26;
    b_109  =  i_102 == 1;
    if(b_109)
    {
      // BLOCK 11
      f_110  =  fmax(f_108, 0.0F);
      f_111  =  f_110;
    }  // B10
    else
    {
      // BLOCK 12
      f_111  =  f_108;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    b_112  =  i_102 == 2;
    if(b_112)
    {
      // BLOCK 14
      f_113  =  fabs(f_108);
      f_114  =  f_113 * 0.70710677F;
      f_115  =  fma(f_114, 0.3275911F, 1.0F);
      f_116  =  1.0F / f_115;
      f_117  =  fma(f_116, 1.0614054F, -1.4531521F);
      f_118  =  fma(f_116, f_117, 1.4214138F);
      f_119  =  fma(f_116, f_118, -0.28449672F);
      f_120  =  fma(f_116, f_119, 0.2548296F);
      f_121  =  f_120 * f_116;
      f_122  =  f_121 * 0.5F;
      f_123  =  -f_114;
      f_124  =  f_123 * f_114;
      f_125  =  exp(f_124);
      f_126  =  f_122 * f_125;
      f_127  =  f_126 * f_108;
      i_128  =  isless(0.0F, f_108);
      if(i_128 == 1)
      {
        // BLOCK 15
        f_129  =  f_108 - f_127;
        f_130  =  f_129;
      }  // B14
      else
      {
        // BLOCK 16
        f_130  =  f_127;
      }  // B14
    }  // B13
    else
    {
      // BLOCK 17
      f_130  =  f_111;
    }  // B13
    // BLOCK 18 MERGES [17 15 16 ]
    b_131  =  i_102 == 3;
    if(b_131)
    {
      // BLOCK 19
      f_132  =  f_108 * 0.044715F;
      f_133  =  f_132 * f_108;
      f_134  =  fma(f_108, f_133, f_108);
      f_135  =  f_134 * 0.7978846F;
      f_136  =  f_135 * 2.0F;
      f_137  =  exp(f_136);
      f_138  =  f_137 + 1.0F;
      f_139  =  f_108 / f_138;
      f_140  =  f_108 - f_139;
      f_141  =  f_140;
    }  // B18
    else
    {
      // BLOCK 20
      f_141  =  f_130;
    }  // B18
    // BLOCK 21 MERGES [20 19 ]
    i_142  =  i_94 * i_40;
    i_143  =  i_142 + i_92;
    i_144  =  i_96 * i_41;
    i_145  =  i_143 + i_144;
    i_146  =  i_98 * i_65;
    i_147  =  i_145 + i_146;
    i_148  =  i_100 * i_24;
    i_149  =  i_147 + i_148;
    l_150  =  (long) i_149;
    l_151  =  l_150 + 4L;
    l_152  =  l_151 << 2;
    ul_153  =  ul_5 + l_152;
    f_154  =  fma(f_141, f_107, f_90);
    *((__global float *) ul_153)  =  f_154;
  }  // B0
  else
  {
    // BLOCK 22
  }  // B0
  // BLOCK 23 MERGES [22 21 ]
  return;
}  //  kernel
