__kernel void forwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *x, __global uchar *minus, __global uchar *sizes, __global uchar *y)
{
  bool b_29, b_77, b_83, b_84, b_88;
  float f_58, f_65, f_71, f_72, f_74, f_78, f_80, f_81, f_85, f_107, f_108, f_109;
  int i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_26, i_27, i_28, i_31, i_33, i_35, i_37, i_39;
  int i_41, i_43, i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_53, i_54;
  int i_55, i_56, i_57, i_59, i_60, i_66, i_73, i_75, i_76, i_79, i_82, i_87;
  int i_90, i_92, i_94, i_96, i_97, i_98, i_99, i_100, i_101, i_102, i_111, i_113;
  int i_115, i_117, i_118, i_119, i_120, i_121, i_122, i_123;
  long l_61, l_62, l_63, l_67, l_68, l_69, l_103, l_104, l_105, l_124, l_125, l_126;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_30, ul_32, ul_34;
  ulong ul_36, ul_38, ul_40, ul_42, ul_44, ul_64, ul_70, ul_86, ul_89, ul_91, ul_93, ul_95;
  ulong ul_106, ul_110, ul_112, ul_114, ul_116, ul_127;

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
    // BLOCK 2 MERGES [1 3 ]
    f_58  =  0.0F;
    i_59  =  i_28;
    for(;i_59 < i_11;)
    {
      // BLOCK 3
      i_60  =  i_57 + i_59;
      l_61  =  (long) i_60;
      l_62  =  l_61 + 4L;
      l_63  =  l_62 << 2;
      ul_64  =  ul_0 + l_63;
      f_65  =  *((__global float *) ul_64);
      i_66  =  i_51 + i_59;
      l_67  =  (long) i_66;
      l_68  =  l_67 + 4L;
      l_69  =  l_68 << 2;
      ul_70  =  ul_1 + l_69;
      f_71  =  *((__global float *) ul_70);
      f_72  =  fma(f_65, f_71, f_58);
      i_73  =  i_59 + 32;
      f_58  =  f_72;
      i_59  =  i_73;
    }  // B2
    // BLOCK 4
    f_74  =  f_58;
  }  // B0
  else
  {
    // BLOCK 5
    f_74  =  0.0F;
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  adf_5[i_14]  =  f_74;
  // BLOCK 7 MERGES [6 11 ]
  i_75  =  16;
  for(;i_75 >= 1;)
  {
    // BLOCK 8
    barrier(CLK_LOCAL_MEM_FENCE);
    i_76  =  i_75 >> 1;
    b_77  =  i_28 < i_75;
    if(b_77)
    {
      // BLOCK 9
      f_78  =  adf_5[i_14];
      i_79  =  i_75 + i_14;
      f_80  =  adf_5[i_79];
      f_81  =  f_78 + f_80;
      adf_5[i_14]  =  f_81;
    }  // B8
    else
    {
      // BLOCK 10
    }  // B8
    // BLOCK 11 MERGES [10 9 ]
    i_82  =  i_76;
    i_75  =  i_82;
  }  // B7
  // BLOCK 12
  b_83  =  i_21 < i_23;
  if(b_83)
  {
    // BLOCK 13
    b_84  =  i_28 == 0;
    if(b_84)
    {
      // BLOCK 14
      f_85  =  adf_5[i_14];
      ul_86  =  ul_3 + 32L;
      i_87  =  *((__global int *) ul_86);
      b_88  =  i_87 == 1;
      if(b_88)
      {
        // BLOCK 15
        ul_89  =  ul_3 + 76L;
        i_90  =  *((__global int *) ul_89);
        ul_91  =  ul_3 + 80L;
        i_92  =  *((__global int *) ul_91);
        ul_93  =  ul_3 + 84L;
        i_94  =  *((__global int *) ul_93);
        ul_95  =  ul_3 + 88L;
        i_96  =  *((__global int *) ul_95);
        i_97  =  i_92 * i_25;
        i_98  =  i_97 + i_90;
        i_99  =  i_94 * i_26;
        i_100  =  i_98 + i_99;
        i_101  =  i_96 * i_27;
        i_102  =  i_100 + i_101;
        l_103  =  (long) i_102;
        l_104  =  l_103 + 4L;
        l_105  =  l_104 << 2;
        ul_106  =  ul_2 + l_105;
        f_107  =  *((__global float *) ul_106);
        f_108  =  f_85 - f_107;
        f_109  =  f_108;
      }  // B14
      else
      {
        // BLOCK 16
        f_109  =  f_85;
      }  // B14
      // BLOCK 17 MERGES [16 15 ]
      ul_110  =  ul_3 + 96L;
      i_111  =  *((__global int *) ul_110);
      ul_112  =  ul_3 + 100L;
      i_113  =  *((__global int *) ul_112);
      ul_114  =  ul_3 + 104L;
      i_115  =  *((__global int *) ul_114);
      ul_116  =  ul_3 + 108L;
      i_117  =  *((__global int *) ul_116);
      i_118  =  i_113 * i_25;
      i_119  =  i_118 + i_111;
      i_120  =  i_115 * i_26;
      i_121  =  i_119 + i_120;
      i_122  =  i_117 * i_27;
      i_123  =  i_121 + i_122;
      l_124  =  (long) i_123;
      l_125  =  l_124 + 4L;
      l_126  =  l_125 << 2;
      ul_127  =  ul_4 + l_126;
      *((__global float *) ul_127)  =  f_109;
    }  // B13
    else
    {
      // BLOCK 18
      return;
    }  // B13
  }  // B12
  else
  {
    // BLOCK 19
  }  // B12
  // BLOCK 20 MERGES [19 18 17 ]
  return;
}  //  kernel
