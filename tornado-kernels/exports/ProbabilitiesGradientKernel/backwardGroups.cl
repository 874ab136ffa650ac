__kernel void backwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *p, __global uchar *lseGradient, __global uchar *ranges, __global uchar *sizes, __global uchar *d)
{
  bool b_79, b_80, b_86, b_95, b_130, b_131;
  float f_65, f_72, f_78, f_81, f_82, f_83, f_87, f_89, f_90, f_92, f_114, f_115;
  float f_116, f_123, f_129, f_132, f_133, f_134;
  int i_7, i_9, i_11, i_13, i_15, i_17, i_19, i_21, i_23, i_25, i_27, i_28;
  int i_29, i_30, i_31, i_32, i_33, i_34, i_39, i_40, i_45, i_46, i_47, i_48;
  int i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60;
  int i_61, i_62, i_63, i_64, i_66, i_67, i_73, i_84, i_85, i_88, i_91, i_94;
  int i_97, i_99, i_101, i_103, i_104, i_105, i_106, i_107, i_108, i_109, i_117, i_118;
  int i_124, i_135;
  long l_35, l_36, l_37, l_41, l_42, l_43, l_68, l_69, l_70, l_74, l_75, l_76;
  long l_110, l_111, l_112, l_119, l_120, l_121, l_125, l_126, l_127;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_14, ul_16, ul_18;
  ulong ul_20, ul_22, ul_24, ul_26, ul_38, ul_44, ul_71, ul_77, ul_93, ul_96, ul_98, ul_100;
  ulong ul_102, ul_113, ul_122, ul_128;

  // BLOCK 0
  ul_0  =  (ulong) p;
  ul_1  =  (ulong) lseGradient;
  ul_2  =  (ulong) ranges;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) d;
  __local float adf_5[64];
  ul_6  =  ul_3 + 20L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_3 + 24L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_3 + 28L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_3 + 36L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_3 + 40L;
  i_15  =  *((__global int *) ul_14);
  ul_16  =  ul_3 + 44L;
  i_17  =  *((__global int *) ul_16);
  ul_18  =  ul_3 + 48L;
  i_19  =  *((__global int *) ul_18);
  ul_20  =  ul_3 + 56L;
  i_21  =  *((__global int *) ul_20);
  ul_22  =  ul_3 + 60L;
  i_23  =  *((__global int *) ul_22);
  ul_24  =  ul_3 + 64L;
  i_25  =  *((__global int *) ul_24);
  ul_26  =  ul_3 + 68L;
  i_27  =  *((__global int *) ul_26);
  i_28  =  get_group_id(0);
  i_29  =  i_28 / i_9;
  i_30  =  i_29 / i_7;
  i_31  =  i_30 * i_9;
  i_32  =  i_28 % i_9;
  i_33  =  i_31 + i_32;
  i_34  =  i_33 << 1;
  l_35  =  (long) i_34;
  l_36  =  l_35 + 4L;
  l_37  =  l_36 << 2;
  ul_38  =  ul_2 + l_37;
  i_39  =  *((__global int *) ul_38);
  i_40  =  i_34 + 1;
  l_41  =  (long) i_40;
  l_42  =  l_41 + 4L;
  l_43  =  l_42 << 2;
  ul_44  =  ul_2 + l_43;
  i_45  =  *((__global int *) ul_44);
  i_46  =  i_39 >> 31;
  i_47  =  i_46 >> 26;
  i_48  =  i_47 + i_39;
  i_49  =  i_48 & -64;
  i_50  =  get_local_id(0);
  i_51  =  i_49 + i_50;
  i_52  =  i_23 * i_30;
  i_53  =  i_52 + i_21;
  i_54  =  i_29 % i_7;
  i_55  =  i_54 * i_25;
  i_56  =  i_53 + i_55;
  i_57  =  i_27 * i_32;
  i_58  =  i_56 + i_57;
  i_59  =  i_15 * i_30;
  i_60  =  i_59 + i_13;
  i_61  =  i_17 * i_54;
  i_62  =  i_60 + i_61;
  i_63  =  i_19 * i_32;
  i_64  =  i_62 + i_63;
  // BLOCK 1 MERGES [0 5 ]
  f_65  =  0.0F;
  i_66  =  i_51;
  for(;i_66 < i_45;)
  {
    // BLOCK 2
    i_67  =  i_64 + i_66;
    l_68  =  (long) i_67;
    l_69  =  l_68 + 4L;
    l_70  =  l_69 << 2;
    ul_71  =  ul_0 + l_70;
    f_72  =  *((__global float *) ul_71);
    i_73  =  i_58 + i_66;
    l_74  =  (long) i_73;
    l_75  =  l_74 + 4L;
    l_76  =  l_75 << 2;
    ul_77  =  ul_4 + l_76;
    f_78  =  *((__global float *) ul_77);
    b_79  =  i_66 < i_39 || i_66 >= i_45;
    b_80  =  i_66 < i_39 || i_66 >= i_45;
    if(b_80)
    {
      // BLOCK 3
      f_81  =  0.0F;
    }  // B2
    else
    {
      // BLOCK 4
      f_82  =  f_72 * f_78;
      f_81  =  f_82;
    }  // B2
    // BLOCK 5 MERGES [4 3 ]
    f_83  =  f_65 + f_81;
    i_84  =  i_66 + 64;
    f_65  =  f_83;
    i_66  =  i_84;
  }  // B1
  // BLOCK 6
  adf_5[i_50]  =  f_65;
  barrier(CLK_LOCAL_MEM_FENCE);
  // BLOCK 7 MERGES [6 11 ]
  i_85  =  32;
  for(;i_85 >= 1;)
  {
    // BLOCK 8
    b_86  =  i_50 < i_85;
    if(b_86)
    {
      // BLOCK 9
      f_87  =  adf_5[i_50];
      i_88  =  i_85 + i_50;
      f_89  =  adf_5[i_88];
      f_90  =  f_87 + f_89;
      adf_5[i_50]  =  f_90;
    }  // B8
    else
    {
      // BLOCK 10
    }  // B8
    // BLOCK 11 MERGES [10 9 ]
    barrier(CLK_LOCAL_MEM_FENCE);
    i_91  =  i_85 >> 1;
    i_85  =  i_91;
  }  // B7
  // BLOCK 12
  f_92  =  adf_5[0];
  ul_93  =  ul_3 + 32L;
  i_94  =  *((__global int *) ul_93);
  b_95  =  i_94 == 1;
  if(b_95)
  {
    // BLOCK 13
    ul_96  =  ul_3 + 76L;
    i_97  =  *((__global int *) ul_96);
    ul_98  =  ul_3 + 80L;
    i_99  =  *((__global int *) ul_98);
    ul_100  =  ul_3 + 84L;
    i_101  =  *((__global int *) ul_100);
    ul_102  =  ul_3 + 88L;
    i_103  =  *((__global int *) ul_102);
    i_104  =  i_99 * i_30;
    i_105  =  i_104 + i_97;
    i_106  =  i_101 * i_54;
    i_107  =  i_105 + i_106;
    i_108  =  i_103 * i_32;
    i_109  =  i_107 + i_108;
    l_110  =  (long) i_109;
    l_111  =  l_110 + 4L;
    l_112  =  l_111 << 2;
    ul_113  =  ul_1 + l_112;
    f_114  =  *((__global float *) ul_113);
    f_115  =  f_92 - f_114;
    f_116  =  f_115;
  }  // B12
  else
  {
    // BLOCK 14
    f_116  =  f_92;
  }  // B12
  // BLOCK 15 MERGES [14 13 ]
  // BLOCK 16 MERGES [15 20 ]
  i_117  =  i_50;
  for(;i_117 < i_11;)
  {
    // BLOCK 17
    i_118  =  i_117 + i_64;
    l_119  =  (long) i_118;
    l_120  =  l_119 + 4L;
    l_121  =  l_120 << 2;
    ul_122  =  ul_0 + l_121;
    f_123  =  *((__global float *) ul_122);
    i_124  =  i_117 + i_58;
    l_125  =  (long) i_124;
    l_126  =  l_125 + 4L;
    l_127  =  l_126 << 2;
    ul_128  =  ul_4 + l_127;
    f_129  =  *((__global float *) ul_128);
    b_130  =  i_117 < i_39 || i_117 >= i_45;
    b_131  =  i_117 < i_39 || i_117 >= i_45;
    if(b_131)
    {
      // BLOCK 18
      f_132  =  0.0F;
    }  // B17
    else
    {
      // BLOCK 19
      f_133  =  f_129 - f_116;
      f_134  =  f_133 * f_123;
      f_132  =  f_134;
    }  // B17
    // BLOCK 20 MERGES [19 18 ]
    *((__global float *) ul_128)  =  f_132;
    i_135  =  i_117 + 64;
    i_117  =  i_135;
  }  // B16
  // BLOCK 21
  return;
}  //  kernel
