__kernel void backwardOutputs(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *lse1, __global uchar *lse2, __global uchar *lse, __global uchar *gradient, __global uchar *sizes, __global uchar *do1, __global uchar *do2)
{
  bool b_21;
  float f_69, f_88, f_89, f_91, f_92, f_93, f_112, f_114, f_115, f_116, f_142, f_144;
  float f_145, f_147, f_148;
  int i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_23, i_25, i_27;
  int i_29, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_49, i_51;
  int i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63, i_64;
  int i_71, i_73, i_75, i_77, i_78, i_79, i_80, i_81, i_82, i_83, i_90, i_95;
  int i_97, i_99, i_101, i_102, i_103, i_104, i_105, i_106, i_107, i_113, i_117, i_118;
  int i_119, i_120, i_121, i_122, i_123, i_124, i_125, i_126, i_127, i_128, i_129, i_130;
  int i_131, i_132, i_133, i_134, i_135, i_136, i_137, i_143, i_146, i_149, i_154, i_159;
  long l_65, l_66, l_67, l_84, l_85, l_86, l_108, l_109, l_110, l_138, l_139, l_140;
  long l_150, l_151, l_152, l_155, l_156, l_157;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_9, ul_11, ul_13, ul_15;
  ulong ul_22, ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44;
  ulong ul_46, ul_48, ul_50, ul_52, ul_68, ul_70, ul_72, ul_74, ul_76, ul_87, ul_94, ul_96;
  ulong ul_98, ul_100, ul_111, ul_141, ul_153, ul_158;

  // BLOCK 0
  ul_0  =  (ulong) lse1;
  ul_1  =  (ulong) lse2;
  ul_2  =  (ulong) lse;
  ul_3  =  (ulong) gradient;
  ul_4  =  (ulong) sizes;
  ul_5  =  (ulong) do1;
  ul_6  =  (ulong) do2;
  ul_7  =  ul_4 + 20L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_4 + 24L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_4 + 28L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_4 + 32L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_4 + 16L;
  i_16  =  *((__global int *) ul_15);
  i_17  =  get_global_id(0);
  i_18  =  i_8 * i_16;
  i_19  =  i_18 * i_10;
  i_20  =  i_19 * i_14;
  b_21  =  i_17 < i_20;
  if(b_21)
  {
    // BLOCK 1
    ul_22  =  ul_4 + 200L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_4 + 204L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_4 + 208L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_4 + 212L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_4 + 240L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_4 + 244L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_4 + 248L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_4 + 252L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_4 + 160L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_4 + 164L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_4 + 168L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_4 + 172L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_4 + 140L;
    i_47  =  *((__global int *) ul_46);
    ul_48  =  ul_4 + 144L;
    i_49  =  *((__global int *) ul_48);
    ul_50  =  ul_4 + 148L;
    i_51  =  *((__global int *) ul_50);
    ul_52  =  ul_4 + 152L;
    i_53  =  *((__global int *) ul_52);
    i_54  =  i_17 / i_14;
    i_55  =  i_54 / i_10;
    i_56  =  i_55 / i_8;
    i_57  =  i_56 * i_49;
    i_58  =  i_57 + i_47;
    i_59  =  i_55 % i_8;
    i_60  =  i_59 * i_51;
    i_61  =  i_58 + i_60;
    i_62  =  i_54 % i_10;
    i_63  =  i_62 * i_53;
    i_64  =  i_61 + i_63;
    l_65  =  (long) i_64;
    l_66  =  l_65 + 4L;
    l_67  =  l_66 << 2;
    ul_68  =  ul_2 + l_67;
    f_69  =  *((__global float *) ul_68);
    ul_70  =  ul_4 + 60L;
    i_71  =  *((__global int *) ul_70);
    ul_72  =  ul_4 + 64L;
    i_73  =  *((__global int *) ul_72);
    ul_74  =  ul_4 + 68L;
    i_75  =  *((__global int *) ul_74);
    ul_76  =  ul_4 + 72L;
    i_77  =  *((__global int *) ul_76);
    i_78  =  i_73 * i_56;
    i_79  =  i_78 + i_71;
    i_80  =  i_75 * i_59;
    i_81  =  i_79 + i_80;
    i_82  =  i_77 * i_62;
    i_83  =  i_81 + i_82;
    l_84  =  (long) i_83;
    l_85  =  l_84 + 4L;
    l_86  =  l_85 << 2;
    ul_87  =  ul_0 + l_86;
    f_88  =  *((__global float *) ul_87);
    f_89  =  -1.0F / 0.0F;
    i_90  =  isequal(f_88, f_89);
    if(i_90 == 1)
    {
      // BLOCK 2
      f_91  =  0.0F;
    }  // B1
    else
    {
      // BLOCK 3
      f_92  =  f_88 - f_69;
      f_93  =  exp(f_92);
      f_91  =  f_93;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    ul_94  =  ul_4 + 100L;
    i_95  =  *((__global int *) ul_94);
    ul_96  =  ul_4 + 104L;
    i_97  =  *((__global int *) ul_96);
    ul_98  =  ul_4 + 108L;
    i_99  =  *((__global int *) ul_98);
    ul_100  =  ul_4 + 112L;
    i_101  =  *((__global int *) ul_100);
    i_102  =  i_97 * i_56;
    i_103  =  i_102 + i_95;
    i_104  =  i_99 * i_59;
    i_105  =  i_103 + i_104;
    i_106  =  i_101 * i_62;
    i_107  =  i_105 + i_106;
    l_108  =  (long) i_107;
    l_109  =  l_108 + 4L;
    l_110  =  l_109 << 2;
    ul_111  =  ul_1 + l_110;
    f_112  =  *((__global float *) ul_111);
    i_113  =  isequal(f_112, f_89);
    if(i_113 == 1)
    {
      // BLOCK 5
      f_114  =  0.0F;
    }  // B4
    else
    {
      // BLOCK 6
      f_115  =  f_112 - f_69;
      f_116  =  exp(f_115);
      f_114  =  f_116;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    i_117  =  i_41 * i_56;
    i_118  =  i_117 + i_39;
    i_119  =  i_43 * i_59;
    i_120  =  i_118 + i_119;
    i_121  =  i_45 * i_62;
    i_122  =  i_120 + i_121;
    i_123  =  i_33 * i_56;
    i_124  =  i_123 + i_31;
    i_125  =  i_35 * i_59;
    i_126  =  i_124 + i_125;
    i_127  =  i_37 * i_62;
    i_128  =  i_126 + i_127;
    i_129  =  i_25 * i_56;
    i_130  =  i_129 + i_23;
    i_131  =  i_27 * i_59;
    i_132  =  i_130 + i_131;
    i_133  =  i_29 * i_62;
    i_134  =  i_132 + i_133;
    i_135  =  i_17 % i_14;
    // BLOCK 8 MERGES [7 15 ]
    i_136  =  i_135;
    for(;i_136 < i_12;)
    {
      // BLOCK 9
      i_137  =  i_122 + i_136;
      l_138  =  (long) i_137;
      l_139  =  l_138 + 4L;
      l_140  =  l_139 << 2;
      ul_141  =  ul_3 + l_140;
      f_142  =  *((__global float *) ul_141);
      i_143  =  isequal(f_91, 0.0F);
      if(i_143 == 1)
      {
        // BLOCK 10
        f_144  =  0.0F;
      }  // B9
      else
      {
        // BLOCK 11
        f_145  =  f_142 * f_91;
        f_144  =  f_145;
      }  // B9
      // BLOCK 12 MERGES [10 11 ]
      i_146  =  isequal(f_114, 0.0F);
      if(i_146 == 1)
      {
        // BLOCK 13
        f_147  =  0.0F;
      }  // B12
      else
      {
        // BLOCK 14
        f_148  =  f_114 * f_142;
        f_147  =  f_148;
      }  // B12
      // BLOCK 15 MERGES [13 14 ]
      i_149  =  i_134 + i_136;
      l_150  =  (long) i_149;
      l_151  =  l_150 + 4L;
      l_152  =  l_151 << 2;
      ul_153  =  ul_5 + l_152;
      *((__global float *) ul_153)  =  f_144;
      i_154  =  i_128 + i_136;
      l_155  =  (long) i_154;
      l_156  =  l_155 + 4L;
      l_157  =  l_156 << 2;
      ul_158  =  ul_6 + l_157;
      *((__global float *) ul_158)  =  f_147;
      i_159  =  i_136 + i_14;
      i_136  =  i_159;
    }  // B8
    // BLOCK 16
  }  // B0
  else
  {
    // BLOCK 17
  }  // B0
  // BLOCK 18 MERGES [17 16 ]
  return;
}  //  kernel
