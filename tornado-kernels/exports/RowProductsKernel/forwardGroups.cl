__kernel void forwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *x, __global uchar *minus, __global uchar *sizes, __global uchar *y)
{
  bool b_29, b_91, b_97, b_98, b_102;
  float f_58, f_59, f_63, f_70, f_76, f_77, f_79, f_80, f_81, f_82, f_83, f_85;
  float f_86, f_88, f_92, f_94, f_95, f_99, f_121, f_122, f_123;
  int i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_26, i_27, i_28, i_31, i_33, i_35, i_37, i_39;
  int i_41, i_43, i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_53, i_54;
  int i_55, i_56, i_57, i_60, i_61, i_62, i_64, i_65, i_71, i_78, i_84, i_87;
  int i_89, i_90, i_93, i_96, i_101, i_104, i_106, i_108, i_110, i_111, i_112, i_113;
  int i_114, i_115, i_116, i_125, i_127, i_129, i_131, i_132, i_133, i_134, i_135, i_136;
  int i_137;
  long l_66, l_67, l_68, l_72, l_73, l_74, l_117, l_118, l_119, l_138, l_139, l_140;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_30, ul_32, ul_34;
  ulong ul_36, ul_38, ul_40, ul_42, ul_44, ul_69, ul_75, ul_100, ul_103, ul_105, ul_107, ul_109;
  ulong ul_120, ul_124, ul_126, ul_128, ul_130, ul_141;

  // BLOCK 0
  ul_0  =  (ulong) a;
  ul_1  =  (ulong) x;
  ul_2  =  (ulong) minus;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  __local float adf_5[128];
  ul_6  =  ul_3 + 20L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_3 + 24L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_3 + 28L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_3 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_local_id(0);
  i_15  =  i_14 >> 31;
  i_16  =  i_15 >> 27;
  i_17  =  i_16 + i_14;
  i_18  =  i_17 >> 5;
  i_19  =  get_group_id(0);
  i_20  =  i_19 << 2;
  i_21  =  i_18 + i_20;
  i_22  =  i_7 * i_13;
  i_23  =  i_22 * i_9;
  i_24  =  i_21 / i_9;
  i_25  =  i_24 / i_7;
  i_26  =  i_24 % i_7;
  i_27  =  i_21 % i_9;
  i_28  =  i_14 % 32;
  b_29  =  i_21 < i_23;
  if(b_29)
  {
    // BLOCK 1
    ul_30  =  ul_3 + 36L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_3 + 40L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_3 + 44L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_3 + 48L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_3 + 56L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_3 + 60L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_3 + 64L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_3 + 68L;
    i_45  =  *((__global int *) ul_44);
    i_46  =  i_25 * i_41;
    i_47  =  i_46 + i_39;
    i_48  =  i_26 * i_43;
    i_49  =  i_47 + i_48;
    i_50  =  i_27 * i_45;
    i_51  =  i_49 + i_50;
    i_52  =  i_33 * i_25;
    i_53  =  i_52 + i_31;
    i_54  =  i_35 * i_26;
    i_55  =  i_53 + i_54;
    i_56  =  i_37 * i_27;
    i_57  =  i_55 + i_56;
    // BLOCK 2 MERGES [1 9 ]
    f_58  =  0.0F;
    f_59  =  0.0F;
    i_60  =  i_28;
    for(;i_60 < i_11;)
    {
      // BLOCK 3
      i_61  =  i_60 + 2048;
      i_62  =  min(i_11, i_61);
      // BLOCK 4 MERGES [3 5 ]
      f_63  =  0.0F;
      i_64  =  i_60;
      for(;i_64 < i_62;)
      {
        // BLOCK 5
        i_65  =  i_57 + i_64;
        l_66  =  (long) i_65;
        l_67  =  l_66 + 4L;
        l_68  =  l_67 << 2;
        ul_69  =  ul_0 + l_68;
        f_70  =  *((__global float *) ul_69);
        i_71  =  i_51 + i_64;
        l_72  =  (long) i_71;
        l_73  =  l_72 + 4L;
        l_74  =  l_73 << 2;
        ul_75  =  ul_1 + l_74;
        f_76  =  *((__global float *) ul_75);
        f_77  =  fma(f_70, f_76, f_63);
        i_78  =  i_64 + 32;
        f_63  =  f_77;
        i_64  =  i_78;
      }  // B4
      // BLOCK 6
      f_79  =  f_63 - f_59;
      f_80  =  f_58 + f_79;
      f_81  =  f_80 - f_58;
      f_82  =  f_81 - f_79;
      f_83  =  f_82 * 0.0F;
      i_84  =  isequal(f_83, 0.0F);
      if(i_84 == 1)
      {
        // BLOCK 7
        f_85  =  f_82;
      }  // B6
      else
      {
        // BLOCK 8
        f_85  =  0.0F;
      }  // B6
      // BLOCK 9 MERGES [7 8 ]
      f_86  =  f_80;
      i_87  =  i_61;
      f_58  =  f_86;
      f_59  =  f_85;
      i_60  =  i_87;
    }  // B2
    // BLOCK 10
    f_88  =  f_58;
  }  // B0
  else
  {
    // BLOCK 11
    f_88  =  0.0F;
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  adf_5[i_14]  =  f_88;
  // BLOCK 13 MERGES [12 17 ]
  i_89  =  16;
  for(;i_89 >= 1;)
  {
    // BLOCK 14
    barrier(CLK_LOCAL_MEM_FENCE);
    i_90  =  i_89 >> 1;
    b_91  =  i_28 < i_89;
    if(b_91)
    {
      // BLOCK 15
      f_92  =  adf_5[i_14];
      i_93  =  i_89 + i_14;
      f_94  =  adf_5[i_93];
      f_95  =  f_92 + f_94;
      adf_5[i_14]  =  f_95;
    }  // B14
    else
    {
      // BLOCK 16
    }  // B14
    // BLOCK 17 MERGES [16 15 ]
    i_96  =  i_90;
    i_89  =  i_96;
  }  // B13
  // BLOCK 18
  b_97  =  i_21 < i_23;
  if(b_97)
  {
    // BLOCK 19
    b_98  =  i_28 == 0;
    if(b_98)
    {
      // BLOCK 20
      f_99  =  adf_5[i_14];
      ul_100  =  ul_3 + 32L;
      i_101  =  *((__global int *) ul_100);
      b_102  =  i_101 == 1;
      if(b_102)
      {
        // BLOCK 21
        ul_103  =  ul_3 + 76L;
        i_104  =  *((__global int *) ul_103);
        ul_105  =  ul_3 + 80L;
        i_106  =  *((__global int *) ul_105);
        ul_107  =  ul_3 + 84L;
        i_108  =  *((__global int *) ul_107);
        ul_109  =  ul_3 + 88L;
        i_110  =  *((__global int *) ul_109);
        i_111  =  i_106 * i_25;
        i_112  =  i_111 + i_104;
        i_113  =  i_108 * i_26;
        i_114  =  i_112 + i_113;
        i_115  =  i_110 * i_27;
        i_116  =  i_114 + i_115;
        l_117  =  (long) i_116;
        l_118  =  l_117 + 4L;
        l_119  =  l_118 << 2;
        ul_120  =  ul_2 + l_119;
        f_121  =  *((__global float *) ul_120);
        f_122  =  f_99 - f_121;
        f_123  =  f_122;
      }  // B20
      else
      {
        // BLOCK 22
        f_123  =  f_99;
      }  // B20
      // BLOCK 23 MERGES [22 21 ]
      ul_124  =  ul_3 + 96L;
      i_125  =  *((__global int *) ul_124);
      ul_126  =  ul_3 + 100L;
      i_127  =  *((__global int *) ul_126);
      ul_128  =  ul_3 + 104L;
      i_129  =  *((__global int *) ul_128);
      ul_130  =  ul_3 + 108L;
      i_131  =  *((__global int *) ul_130);
      i_132  =  i_127 * i_25;
      i_133  =  i_132 + i_125;
      i_134  =  i_129 * i_26;
      i_135  =  i_133 + i_134;
      i_136  =  i_131 * i_27;
      i_137  =  i_135 + i_136;
      l_138  =  (long) i_137;
      l_139  =  l_138 + 4L;
      l_140  =  l_139 << 2;
      ul_141  =  ul_4 + l_140;
      *((__global float *) ul_141)  =  f_123;
    }  // B19
    else
    {
      // BLOCK 24
      return;
    }  // B19
  }  // B18
  else
  {
    // BLOCK 25
  }  // B18
  // BLOCK 26 MERGES [25 24 23 ]
  return;
}  //  kernel
