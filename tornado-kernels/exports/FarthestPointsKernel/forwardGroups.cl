__kernel void forwardGroups(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *lengths, __global uchar *sizes, __global uchar *distances, __global uchar *y)
{
  bool b_125, b_130;
  float f_66, f_73, f_83, f_90, f_96, f_97, f_98, f_111, f_112, f_115, f_119, f_121;
  float f_122, f_132, f_133;
  int i_8, i_10, i_12, i_13, i_18, i_22, i_23, i_24, i_25, i_26, i_27, i_28;
  int i_29, i_30, i_35, i_43, i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_67, i_72;
  int i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_84, i_85, i_91;
  int i_99, i_100, i_101, i_102, i_103, i_104, i_105, i_106, i_113, i_114, i_116, i_117;
  int i_118, i_120, i_123, i_124, i_126, i_127, i_128, i_129, i_131, i_134, i_135, i_136;
  long l_14, l_15, l_16, l_31, l_32, l_33, l_62, l_63, l_64, l_68, l_69, l_70;
  long l_86, l_87, l_88, l_92, l_93, l_94, l_107, l_108, l_109;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_7, ul_9, ul_11, ul_17, ul_19, ul_20, ul_21;
  ulong ul_34, ul_36, ul_37, ul_38, ul_39, ul_40, ul_41, ul_42, ul_65, ul_71, ul_89, ul_95;
  ulong ul_110;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) distances;
  ul_4  =  (ulong) y;
  __local float adf_5[64];
  __local int adi_6[64];
  ul_7  =  ul_2 + 32L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_2 + 20L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_2 + 28L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_group_id(0);
  l_14  =  (long) i_13;
  l_15  =  l_14 + 4L;
  l_16  =  l_15 << 2;
  ul_17  =  ul_1 + l_16;
  i_18  =  *((__global int *) ul_17);
  ul_19  =  ul_2 + 72L;
  ul_20  =  ul_2 + 60L;
  ul_21  =  ul_2 + 56L;
  i_22  =  get_local_id(0);
  // BLOCK 1 MERGES [0 2 ]
  i_23  =  i_22;
  for(;i_23 < i_10;)
  {
    // BLOCK 2
    i_24  =  *((__global int *) ul_21);
    i_25  =  *((__global int *) ul_20);
    i_26  =  *((__global int *) ul_19);
    i_27  =  i_25 * i_13;
    i_28  =  i_27 + i_24;
    i_29  =  i_26 * i_23;
    i_30  =  i_28 + i_29;
    l_31  =  (long) i_30;
    l_32  =  l_31 + 4L;
    l_33  =  l_32 << 2;
    ul_34  =  ul_3 + l_33;
    *((__global float *) ul_34)  =  3.0E38F;
    i_35  =  i_8 + i_23;
    i_23  =  i_35;
  }  // B1
  // BLOCK 3
  ul_36  =  ul_2 + 88L;
  ul_37  =  ul_2 + 80L;
  ul_38  =  ul_2 + 76L;
  ul_39  =  ul_2 + 48L;
  ul_40  =  ul_2 + 40L;
  ul_41  =  ul_2 + 36L;
  ul_42  =  ul_2 + 24L;
  // BLOCK 4 MERGES [3 26 ]
  i_43  =  0;
  i_44  =  0;
  for(;;)
  {
    i_45  =  *((__global int *) ul_42);
    if(!(i_44 < i_45))
    {
      break;
    }
    // BLOCK 5
    i_46  =  *((__global int *) ul_41);
    i_47  =  *((__global int *) ul_40);
    i_48  =  *((__global int *) ul_39);
    i_49  =  *((__global int *) ul_38);
    i_50  =  *((__global int *) ul_37);
    i_51  =  *((__global int *) ul_36);
    i_52  =  i_50 * i_13;
    i_53  =  i_52 + i_49;
    i_54  =  i_51 * i_44;
    i_55  =  i_53 + i_54;
    i_56  =  i_47 * i_13;
    i_57  =  i_56 + i_46;
    i_58  =  i_43 * i_48;
    i_59  =  i_57 + i_58;
    // BLOCK 6 MERGES [5 7 ]
    i_60  =  i_22;
    for(;i_60 < i_12;)
    {
      // BLOCK 7
      i_61  =  i_59 + i_60;
      l_62  =  (long) i_61;
      l_63  =  l_62 + 4L;
      l_64  =  l_63 << 2;
      ul_65  =  ul_0 + l_64;
      f_66  =  *((__global float *) ul_65);
      i_67  =  i_55 + i_60;
      l_68  =  (long) i_67;
      l_69  =  l_68 + 4L;
      l_70  =  l_69 << 2;
      ul_71  =  ul_4 + l_70;
      *((__global float *) ul_71)  =  f_66;
      i_72  =  i_60 + i_8;
      i_60  =  i_72;
    }  // B6
    // BLOCK 8
    // BLOCK 9 MERGES [8 16 ]
    f_73  =  -1.0F;
    i_74  =  0;
    i_75  =  i_22;
    for(;i_75 < i_18;)
    {
      // BLOCK 10
      i_76  =  *((__global int *) ul_41);
      i_77  =  *((__global int *) ul_40);
      i_78  =  *((__global int *) ul_39);
      i_79  =  i_77 * i_13;
      i_80  =  i_79 + i_76;
      i_81  =  i_78 * i_75;
      i_82  =  i_80 + i_81;
      // BLOCK 11 MERGES [10 12 ]
      f_83  =  0.0F;
      i_84  =  0;
      for(;i_84 < i_12;)
      {
        // BLOCK 12
        i_85  =  i_82 + i_84;
        l_86  =  (long) i_85;
        l_87  =  l_86 + 4L;
        l_88  =  l_87 << 2;
        ul_89  =  ul_0 + l_88;
        f_90  =  *((__global float *) ul_89);
        i_91  =  i_84 + i_59;
        l_92  =  (long) i_91;
        l_93  =  l_92 + 4L;
        l_94  =  l_93 << 2;
        ul_95  =  ul_0 + l_94;
        f_96  =  *((__global float *) ul_95);
        f_97  =  f_90 - f_96;
        f_98  =  fma(f_97, f_97, f_83);
        i_99  =  i_84 + 1;
        f_83  =  f_98;
        i_84  =  i_99;
      }  // B11
      // BLOCK 13
      i_100  =  *((__global int *) ul_21);
      i_101  =  *((__global int *) ul_20);
      i_102  =  *((__global int *) ul_19);
      i_103  =  i_101 * i_13;
      i_104  =  i_103 + i_100;
      i_105  =  i_102 * i_75;
      i_106  =  i_104 + i_105;
      l_107  =  (long) i_106;
      l_108  =  l_107 + 4L;
      l_109  =  l_108 << 2;
      ul_110  =  ul_3 + l_109;
      f_111  =  *((__global float *) ul_110);
      f_112  =  fmin(f_111, f_83);
      *((__global float *) ul_110)  =  f_112;
      i_113  =  i_75 + i_8;
      i_114  =  isless(f_73, f_112);
      if(i_114 == 1)
      {
        // BLOCK 14
        f_115  =  f_112;
        i_116  =  i_75;
      }  // B13
      else
      {
        // BLOCK 15
        f_115  =  f_73;
        i_116  =  i_74;
      }  // B13
      // BLOCK 16 MERGES [15 14 ]
      i_117  =  i_113;
      f_73  =  f_115;
      i_74  =  i_116;
      i_75  =  i_117;
    }  // B9
    // BLOCK 17
    adf_5[i_22]  =  f_73;
    adi_6[i_22]  =  i_74;
    barrier(CLK_LOCAL_MEM_FENCE);
    // BLOCK 18 MERGES [17 25 ]
    i_118  =  i_43;
    f_119  =  -1.0F;
    i_120  =  0;
    for(;i_120 < i_8;)
    {
      // BLOCK 19
      f_121  =  adf_5[i_120];
      f_122  =  adf_5[i_120];
      i_123  =  isequal(f_119, f_122);
      if(i_123 == 1)
      {
        // BLOCK 20
        i_124  =  adi_6[i_120];
        b_125  =  i_124 < i_118 || isless(f_119, f_121);
        i_126  =  (b_125 == true) ? 1 : 0;
        i_127  =  i_126;
      }  // B19
      else
      {
        // BLOCK 21
        i_128  =  (f_119 < f_121) ? 1 : 0;
        i_127  =  i_128;
      }  // B19
      // BLOCK 22 MERGES [21 20 ]
      i_129  =  i_120 + 1;
      b_130  =  i_127 == 0;
      if(b_130)
      {
        // BLOCK 23
        i_131  =  i_118;
        f_132  =  f_119;
      }  // B22
      else
      {
        // BLOCK 24
        f_133  =  adf_5[i_120];
        i_134  =  adi_6[i_120];
        i_131  =  i_134;
        f_132  =  f_133;
      }  // B22
      // BLOCK 25 MERGES [23 24 ]
      i_135  =  i_129;
      i_118  =  i_131;
      f_119  =  f_132;
      i_120  =  i_135;
    }  // B18
    // BLOCK 26
    barrier(CLK_LOCAL_MEM_FENCE);
    i_136  =  i_44 + 1;
    i_43  =  i_118;
    i_44  =  i_136;
  }  // B4
  // BLOCK 27
  return;
}  //  kernel
