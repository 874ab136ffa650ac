__kernel void forwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *gamma, __global uchar *beta, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_54, b_78, b_108;
  float f_42, f_49, f_50, f_55, f_57, f_58, f_60, f_61, f_62, f_63, f_64, f_71;
  float f_72, f_73, f_74, f_79, f_81, f_82, f_83, f_84, f_85, f_87, f_88, f_90;
  float f_95, f_96, f_97, f_98, f_99, f_100, f_101, f_117, f_123, f_129, f_135, f_136;
  float f_137, f_138, f_146, f_152, f_158, f_159, f_160, f_161;
  int i_9, i_11, i_13, i_15, i_17, i_19, i_21, i_23, i_25, i_27, i_29, i_30;
  int i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38, i_39, i_40, i_41, i_43;
  int i_44, i_51, i_52, i_53, i_56, i_59, i_65, i_66, i_75, i_76, i_77, i_80;
  int i_86, i_92, i_94, i_102, i_103, i_104, i_105, i_106, i_107, i_110, i_111, i_112;
  int i_118, i_124, i_130, i_139, i_140, i_141, i_147, i_153, i_162;
  long l_45, l_46, l_47, l_67, l_68, l_69, l_113, l_114, l_115, l_119, l_120, l_121;
  long l_125, l_126, l_127, l_131, l_132, l_133, l_142, l_143, l_144, l_148, l_149, l_150;
  long l_154, l_155, l_156;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_8, ul_10, ul_12, ul_14, ul_16, ul_18;
  ulong ul_20, ul_22, ul_24, ul_26, ul_28, ul_48, ul_70, ul_89, ul_91, ul_93, ul_109, ul_116;
  ulong ul_122, ul_128, ul_134, ul_145, ul_151, ul_157;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) gamma;
  ul_2  =  (ulong) beta;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) scalars;
  ul_5  =  (ulong) y;
  __local float adf_6[128];
  __local float adf_7[128];
  ul_8  =  ul_3 + 20L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_3 + 24L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_3 + 28L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_3 + 44L;
  i_15  =  *((__global int *) ul_14);
  ul_16  =  ul_3 + 48L;
  i_17  =  *((__global int *) ul_16);
  ul_18  =  ul_3 + 52L;
  i_19  =  *((__global int *) ul_18);
  ul_20  =  ul_3 + 56L;
  i_21  =  *((__global int *) ul_20);
  ul_22  =  ul_3 + 64L;
  i_23  =  *((__global int *) ul_22);
  ul_24  =  ul_3 + 68L;
  i_25  =  *((__global int *) ul_24);
  ul_26  =  ul_3 + 72L;
  i_27  =  *((__global int *) ul_26);
  ul_28  =  ul_3 + 76L;
  i_29  =  *((__global int *) ul_28);
  i_30  =  get_group_id(0);
  i_31  =  i_30 / i_11;
  i_32  =  i_31 / i_9;
  i_33  =  i_32 * i_17;
  i_34  =  i_33 + i_15;
  i_35  =  i_31 % i_9;
  i_36  =  i_35 * i_19;
  i_37  =  i_34 + i_36;
  i_38  =  i_30 % i_11;
  i_39  =  i_38 * i_21;
  i_40  =  i_37 + i_39;
  i_41  =  get_local_id(0);
  // BLOCK 1 MERGES [0 2 ]
  f_42  =  0.0F;
  i_43  =  i_41;
  for(;i_43 < i_13;)
  {
    // BLOCK 2
    i_44  =  i_40 + i_43;
    l_45  =  (long) i_44;
    l_46  =  l_45 + 4L;
    l_47  =  l_46 << 2;
    ul_48  =  ul_0 + l_47;
    f_49  =  *((__global float *) ul_48);
    f_50  =  f_42 + f_49;
    i_51  =  i_43 + 128;
    f_42  =  f_50;
    i_43  =  i_51;
  }  // B1
  // BLOCK 3
  adf_6[i_41]  =  f_42;
  // BLOCK 4 MERGES [3 8 ]
  i_52  =  64;
  for(;i_52 >= 1;)
  {
    // BLOCK 5
    barrier(CLK_LOCAL_MEM_FENCE);
    i_53  =  i_52 >> 1;
    b_54  =  i_41 < i_52;
    if(b_54)
    {
      // BLOCK 6
      f_55  =  adf_6[i_41];
      i_56  =  i_52 + i_41;
      f_57  =  adf_6[i_56];
      f_58  =  f_55 + f_57;
      adf_6[i_41]  =  f_58;
    }  // B5
    else
    {
      // BLOCK 7
    }  // B5
    // BLOCK 8 MERGES [7 6 ]
    i_59  =  i_53;
    i_52  =  i_59;
  }  // B4
  // BLOCK 9
  barrier(CLK_LOCAL_MEM_FENCE);
  f_60  =  adf_6[0];
  barrier(CLK_LOCAL_MEM_FENCE);
  f_61  =  (float) i_13;
  f_62  =  f_60 / f_61;
  // BLOCK 10 MERGES [9 11 ]
  f_63  =  0.0F;
  f_64  =  0.0F;
  i_65  =  i_41;
  for(;i_65 < i_13;)
  {
    // BLOCK 11
    i_66  =  i_65 + i_40;
    l_67  =  (long) i_66;
    l_68  =  l_67 + 4L;
    l_69  =  l_68 << 2;
    ul_70  =  ul_0 + l_69;
    f_71  =  *((__global float *) ul_70);
    f_72  =  f_71 - f_62;
    f_73  =  fma(f_72, f_72, f_64);
    f_74  =  f_63 + f_72;
    i_75  =  i_65 + 128;
    f_63  =  f_74;
    f_64  =  f_73;
    i_65  =  i_75;
  }  // B10
  // BLOCK 12
  adf_6[i_41]  =  f_63;
  adf_7[i_41]  =  f_64;
  // BLOCK 13 MERGES [12 17 ]
  i_76  =  64;
  for(;i_76 >= 1;)
  {
    // BLOCK 14
    barrier(CLK_LOCAL_MEM_FENCE);
    i_77  =  i_76 >> 1;
    b_78  =  i_41 < i_76;
    if(b_78)
    {
      // BLOCK 15
      f_79  =  adf_6[i_41];
      i_80  =  i_76 + i_41;
      f_81  =  adf_6[i_80];
      f_82  =  f_79 + f_81;
      adf_6[i_41]  =  f_82;
      f_83  =  adf_7[i_41];
      f_84  =  adf_7[i_80];
      f_85  =  f_83 + f_84;
      adf_7[i_41]  =  f_85;
    }  // B14
    else
    {
      // BLOCK 16
    }  // B14
    // BLOCK 17 MERGES [16 15 ]
    i_86  =  i_77;
    i_76  =  i_86;
  }  // B13
  // BLOCK 18
  barrier(CLK_LOCAL_MEM_FENCE);
  f_87  =  adf_6[0];
  f_88  =  adf_7[0];
  ul_89  =  ul_4 + 16L;
  f_90  =  *((__global float *) ul_89);
  ul_91  =  ul_3 + 36L;
  i_92  =  *((__global int *) ul_91);
  ul_93  =  ul_3 + 32L;
  i_94  =  *((__global int *) ul_93);
  f_95  =  f_88 / f_61;
  f_96  =  f_87 / f_61;
  f_97  =  f_96 * f_96;
  f_98  =  f_95 - f_97;
  f_99  =  fmax(0.0F, f_98);
  f_100  =  f_99 + f_90;
  f_101  =  rsqrt(f_100);
  i_102  =  i_25 * i_32;
  i_103  =  i_102 + i_23;
  i_104  =  i_27 * i_35;
  i_105  =  i_103 + i_104;
  i_106  =  i_29 * i_38;
  i_107  =  i_105 + i_106;
  b_108  =  i_94 == 1;
  if(b_108)
  {
    // BLOCK 19
    ul_109  =  ul_3 + 40L;
    i_110  =  *((__global int *) ul_109);
    // BLOCK 20 MERGES [19 21 ]
    i_111  =  i_41;
    for(;i_111 < i_13;)
    {
      // BLOCK 21
      i_112  =  i_111 + i_40;
      l_113  =  (long) i_112;
      l_114  =  l_113 + 4L;
      l_115  =  l_114 << 2;
      ul_116  =  ul_0 + l_115;
      f_117  =  *((__global float *) ul_116);
      i_118  =  i_92 + i_111;
      l_119  =  (long) i_118;
      l_120  =  l_119 + 4L;
      l_121  =  l_120 << 2;
      ul_122  =  ul_1 + l_121;
      f_123  =  *((__global float *) ul_122);
      i_124  =  i_110 + i_111;
      l_125  =  (long) i_124;
      l_126  =  l_125 + 4L;
      l_127  =  l_126 << 2;
      ul_128  =  ul_2 + l_127;
      f_129  =  *((__global float *) ul_128);
      i_130  =  i_107 + i_111;
      l_131  =  (long) i_130;
      l_132  =  l_131 + 4L;
      l_133  =  l_132 << 2;
      ul_134  =  ul_5 + l_133;
      f_135  =  f_117 - f_62;
      f_136  =  f_135 - f_96;
      f_137  =  f_101 * f_136;
      f_138  =  fma(f_137, f_123, f_129);
      *((__global float *) ul_134)  =  f_138;
      i_139  =  i_111 + 128;
      i_111  =  i_139;
    }  // B20
    // BLOCK 22
  }  // B18
  else
  {
    // BLOCK 23
    // BLOCK 24 MERGES [23 25 ]
    i_140  =  i_41;
    for(;i_140 < i_13;)
    {
      // BLOCK 25
      i_141  =  i_140 + i_40;
      l_142  =  (long) i_141;
      l_143  =  l_142 + 4L;
      l_144  =  l_143 << 2;
      ul_145  =  ul_0 + l_144;
      f_146  =  *((__global float *) ul_145);
      i_147  =  i_140 + i_92;
      l_148  =  (long) i_147;
      l_149  =  l_148 + 4L;
      l_150  =  l_149 << 2;
      ul_151  =  ul_1 + l_150;
      f_152  =  *((__global float *) ul_151);
      i_153  =  i_140 + i_107;
      l_154  =  (long) i_153;
      l_155  =  l_154 + 4L;
      l_156  =  l_155 << 2;
      ul_157  =  ul_5 + l_156;
      f_158  =  f_146 - f_62;
      f_159  =  f_158 - f_96;
      f_160  =  f_159 * f_101;
      f_161  =  f_160 * f_152;
      *((__global float *) ul_157)  =  f_161;
      i_162  =  i_140 + 128;
      i_140  =  i_162;
    }  // B24
    // BLOCK 26
  }  // B18
  // BLOCK 27 MERGES [22 26 ]
  return;
}  //  kernel
