__kernel void backwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *x, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_29, b_100, b_106, b_107;
  float f_62, f_63, f_67, f_75, f_82, f_84, f_85, f_86, f_88, f_89, f_90, f_91;
  float f_92, f_94, f_95, f_97, f_101, f_103, f_104, f_117, f_118, f_129;
  int i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_26, i_27, i_28, i_31, i_33, i_35, i_37, i_39;
  int i_41, i_43, i_45, i_47, i_49, i_50, i_51, i_52, i_53, i_54, i_55, i_56;
  int i_57, i_58, i_59, i_60, i_61, i_64, i_65, i_66, i_68, i_69, i_70, i_76;
  int i_77, i_83, i_87, i_93, i_96, i_98, i_99, i_102, i_105, i_109, i_111, i_113;
  int i_115, i_119, i_120, i_121, i_122, i_123, i_124;
  long l_71, l_72, l_73, l_78, l_79, l_80, l_125, l_126, l_127;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_30, ul_32, ul_34;
  ulong ul_36, ul_38, ul_40, ul_42, ul_44, ul_46, ul_48, ul_74, ul_81, ul_108, ul_110, ul_112;
  ulong ul_114, ul_116, ul_128;

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
    // BLOCK 2 MERGES [1 12 ]
    f_62  =  0.0F;
    f_63  =  0.0F;
    i_64  =  i_28;
    for(;i_64 < i_11;)
    {
      // BLOCK 3
      i_65  =  i_64 + 2048;
      i_66  =  min(i_11, i_65);
      // BLOCK 4 MERGES [3 8 ]
      f_67  =  0.0F;
      i_68  =  i_64;
      for(;i_68 < i_66;)
      {
        // BLOCK 5
        i_69  =  i_39 * i_68;
        i_70  =  i_69 + i_61;
        l_71  =  (long) i_70;
        l_72  =  l_71 + 4L;
        l_73  =  l_72 << 2;
        ul_74  =  ul_0 + l_73;
        f_75  =  *((__global float *) ul_74);
        i_76  =  i_49 * i_68;
        i_77  =  i_76 + i_55;
        l_78  =  (long) i_77;
        l_79  =  l_78 + 4L;
        l_80  =  l_79 << 2;
        ul_81  =  ul_1 + l_80;
        f_82  =  *((__global float *) ul_81);
        i_83  =  isequal(f_75, 0.0F);
        if(i_83 == 1)
        {
          // BLOCK 6
          f_84  =  0.0F;
        }  // B5
        else
        {
          // BLOCK 7
          f_85  =  f_82 * f_75;
          f_84  =  f_85;
        }  // B5
        // BLOCK 8 MERGES [6 7 ]
        f_86  =  f_67 + f_84;
        i_87  =  i_68 + 32;
        f_67  =  f_86;
        i_68  =  i_87;
      }  // B4
      // BLOCK 9
      f_88  =  f_67 - f_63;
      f_89  =  f_62 + f_88;
      f_90  =  f_89 - f_62;
      f_91  =  f_90 - f_88;
      f_92  =  f_91 * 0.0F;
      i_93  =  isequal(f_92, 0.0F);
      if(i_93 == 1)
      {
        // BLOCK 10
        f_94  =  f_91;
      }  // B9
      else
      {
        // BLOCK 11
        f_94  =  0.0F;
      }  // B9
      // BLOCK 12 MERGES [10 11 ]
      f_95  =  f_89;
      i_96  =  i_65;
      f_62  =  f_95;
      f_63  =  f_94;
      i_64  =  i_96;
    }  // B2
    // BLOCK 13
    f_97  =  f_62;
  }  // B0
  else
  {
    // BLOCK 14
    f_97  =  0.0F;
  }  // B0
  // BLOCK 15 MERGES [14 13 ]
  adf_5[i_14]  =  f_97;
  // BLOCK 16 MERGES [15 20 ]
  i_98  =  16;
  for(;i_98 >= 1;)
  {
    // BLOCK 17
    barrier(CLK_LOCAL_MEM_FENCE);
    i_99  =  i_98 >> 1;
    b_100  =  i_28 < i_98;
    if(b_100)
    {
      // BLOCK 18
      f_101  =  adf_5[i_14];
      i_102  =  i_98 + i_14;
      f_103  =  adf_5[i_102];
      f_104  =  f_101 + f_103;
      adf_5[i_14]  =  f_104;
    }  // B17
    else
    {
      // BLOCK 19
    }  // B17
    // BLOCK 20 MERGES [19 18 ]
    i_105  =  i_99;
    i_98  =  i_105;
  }  // B16
  // BLOCK 21
  b_106  =  i_21 < i_23;
  if(b_106)
  {
    // BLOCK 22
    b_107  =  i_28 == 0;
    if(b_107)
    {
      // BLOCK 23
      ul_108  =  ul_2 + 72L;
      i_109  =  *((__global int *) ul_108);
      ul_110  =  ul_2 + 76L;
      i_111  =  *((__global int *) ul_110);
      ul_112  =  ul_2 + 80L;
      i_113  =  *((__global int *) ul_112);
      ul_114  =  ul_2 + 84L;
      i_115  =  *((__global int *) ul_114);
      ul_116  =  ul_3 + 16L;
      f_117  =  *((__global float *) ul_116);
      f_118  =  adf_5[i_14];
      i_119  =  i_111 * i_25;
      i_120  =  i_119 + i_109;
      i_121  =  i_113 * i_26;
      i_122  =  i_120 + i_121;
      i_123  =  i_115 * i_27;
      i_124  =  i_122 + i_123;
      l_125  =  (long) i_124;
      l_126  =  l_125 + 4L;
      l_127  =  l_126 << 2;
      ul_128  =  ul_4 + l_127;
      f_129  =  f_117 * f_118;
      *((__global float *) ul_128)  =  f_129;
      return;
    }  // B22
    else
    {
      // BLOCK 24
      return;
    }  // B22
  }  // B21
  else
  {
    // BLOCK 25
  }  // B21
  // BLOCK 26 MERGES [25 24 23 ]
  return;
}  //  kernel
