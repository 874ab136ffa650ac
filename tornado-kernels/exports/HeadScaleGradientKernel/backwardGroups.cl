__kernel void backwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *x, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_29, b_91, b_97, b_98;
  float f_62, f_66, f_74, f_81, f_83, f_84, f_85, f_87, f_88, f_92, f_94, f_95;
  float f_108, f_109, f_120;
  int i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_26, i_27, i_28, i_31, i_33, i_35, i_37, i_39;
  int i_41, i_43, i_45, i_47, i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56;
  int i_57, i_58, i_59, i_60, i_61, i_63, i_64, i_65, i_67, i_68, i_69, i_75;
  int i_76, i_82, i_86, i_89, i_90, i_93, i_96, i_100, i_102, i_104, i_106, i_110;
  int i_111, i_112, i_113, i_114, i_115;
  long l_70, l_71, l_72, l_77, l_78, l_79, l_116, l_117, l_118;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_30, ul_32, ul_34;
  ulong ul_36, ul_38, ul_40, ul_42, ul_44, ul_46, ul_48, ul_73, ul_80, ul_99, ul_101, ul_103;
  ulong ul_105, ul_107, ul_119;

  // BLOCK 0
  ul_0  =  (ulong) dy;
  ul_1  =  (ulong) x;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) scalars;
  ul_4  =  (ulong) y;
  __local float adf_5[128];
  ul_6  =  ul_2 + 20L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 24L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 28L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 16L;
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
    ul_30  =  ul_2 + 32L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_2 + 36L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 40L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 44L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 48L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_2 + 52L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_2 + 56L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_2 + 60L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_2 + 64L;
    i_47  =  *((__global int *) ul_46);
    ul_48  =  ul_2 + 68L;
    i_49  =  *((__global int *) ul_48);
    i_50  =  i_25 * i_43;
    i_51  =  i_50 + i_41;
    i_52  =  i_26 * i_45;
    i_53  =  i_51 + i_52;
    i_54  =  i_27 * i_47;
    i_55  =  i_53 + i_54;
    i_56  =  i_33 * i_25;
    i_57  =  i_56 + i_31;
    i_58  =  i_35 * i_26;
    i_59  =  i_57 + i_58;
    i_60  =  i_37 * i_27;
    i_61  =  i_59 + i_60;
    // BLOCK 2 MERGES [1 9 ]
    f_62  =  0.0F;
    i_63  =  i_28;
    for(;i_63 < i_11;)
    {
      // BLOCK 3
      i_64  =  i_63 + 2048;
      i_65  =  min(i_11, i_64);
      // BLOCK 4 MERGES [3 8 ]
      f_66  =  0.0F;
      i_67  =  i_63;
      for(;i_67 < i_65;)
      {
        // BLOCK 5
        i_68  =  i_39 * i_67;
        i_69  =  i_68 + i_61;
        l_70  =  (long) i_69;
        l_71  =  l_70 + 4L;
        l_72  =  l_71 << 2;
        ul_73  =  ul_0 + l_72;
        f_74  =  *((__global float *) ul_73);
        i_75  =  i_49 * i_67;
        i_76  =  i_75 + i_55;
        l_77  =  (long) i_76;
        l_78  =  l_77 + 4L;
        l_79  =  l_78 << 2;
        ul_80  =  ul_1 + l_79;
        f_81  =  *((__global float *) ul_80);
        i_82  =  isequal(f_74, 0.0F);
        if(i_82 == 1)
        {
          // BLOCK 6
          f_83  =  0.0F;
        }  // B5
        else
        {
          // BLOCK 7
          f_84  =  f_81 * f_74;
          f_83  =  f_84;
        }  // B5
        // BLOCK 8 MERGES [6 7 ]
        f_85  =  f_66 + f_83;
        i_86  =  i_67 + 32;
        f_66  =  f_85;
        i_67  =  i_86;
      }  // B4
      // BLOCK 9
      f_87  =  f_62 + f_66;
      f_62  =  f_87;
      i_63  =  i_64;
    }  // B2
    // BLOCK 10
    f_88  =  f_62;
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
      ul_99  =  ul_2 + 72L;
      i_100  =  *((__global int *) ul_99);
      ul_101  =  ul_2 + 76L;
      i_102  =  *((__global int *) ul_101);
      ul_103  =  ul_2 + 80L;
      i_104  =  *((__global int *) ul_103);
      ul_105  =  ul_2 + 84L;
      i_106  =  *((__global int *) ul_105);
      ul_107  =  ul_3 + 16L;
      f_108  =  *((__global float *) ul_107);
      f_109  =  adf_5[i_14];
      i_110  =  i_102 * i_25;
      i_111  =  i_110 + i_100;
      i_112  =  i_104 * i_26;
      i_113  =  i_111 + i_112;
      i_114  =  i_106 * i_27;
      i_115  =  i_113 + i_114;
      l_116  =  (long) i_115;
      l_117  =  l_116 + 4L;
      l_118  =  l_117 << 2;
      ul_119  =  ul_4 + l_118;
      f_120  =  f_108 * f_109;
      *((__global float *) ul_119)  =  f_120;
      return;
    }  // B19
    else
    {
      // BLOCK 21
      return;
    }  // B19
  }  // B18
  else
  {
    // BLOCK 22
  }  // B18
  // BLOCK 23 MERGES [22 21 20 ]
  return;
}  //  kernel
