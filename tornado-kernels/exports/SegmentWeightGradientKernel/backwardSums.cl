__kernel void backwardSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *dy, __global uchar *lengths, __global uchar *sizes, __global uchar *dw)
{
  bool b_14;
  float f_36, f_74, f_78, f_86, f_93, f_94, f_96, f_97;
  int i_6, i_8, i_10, i_11, i_12, i_13, i_16, i_18, i_20, i_21, i_22, i_23;
  int i_24, i_25, i_37, i_38, i_43, i_44, i_45, i_46, i_47, i_48, i_49, i_50;
  int i_51, i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62;
  int i_63, i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_75;
  int i_76, i_77, i_79, i_80, i_81, i_87, i_88, i_95, i_98, i_100, i_102, i_104;
  int i_106, i_107, i_108, i_109, i_110, i_111, i_112;
  long l_39, l_40, l_41, l_82, l_83, l_84, l_89, l_90, l_91, l_113, l_114, l_115;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_15, ul_17, ul_19, ul_26;
  ulong ul_27, ul_28, ul_29, ul_30, ul_31, ul_32, ul_33, ul_34, ul_35, ul_42, ul_85, ul_92;
  ulong ul_99, ul_101, ul_103, ul_105, ul_116;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) dy;
  ul_2  =  (ulong) lengths;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) dw;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 32L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 36L;
  i_10  =  *((__global int *) ul_9);
  i_11  =  get_global_id(0);
  i_12  =  i_6 * i_10;
  i_13  =  i_12 * i_8;
  b_14  =  i_11 < i_13;
  if(b_14)
  {
    // BLOCK 1
    ul_15  =  ul_3 + 16L;
    i_16  =  *((__global int *) ul_15);
    ul_17  =  ul_3 + 52L;
    i_18  =  *((__global int *) ul_17);
    ul_19  =  ul_3 + 72L;
    i_20  =  *((__global int *) ul_19);
    i_21  =  i_18 * i_10;
    i_22  =  i_11 / i_8;
    i_23  =  i_22 / i_10;
    i_24  =  i_22 % i_10;
    i_25  =  i_11 % i_8;
    ul_26  =  ul_3 + 76L;
    ul_27  =  ul_3 + 68L;
    ul_28  =  ul_3 + 64L;
    ul_29  =  ul_3 + 60L;
    ul_30  =  ul_3 + 56L;
    ul_31  =  ul_3 + 48L;
    ul_32  =  ul_3 + 44L;
    ul_33  =  ul_3 + 40L;
    ul_34  =  ul_3 + 28L;
    ul_35  =  ul_3 + 24L;
    // BLOCK 2 MERGES [1 9 ]
    f_36  =  0.0F;
    i_37  =  0;
    for(;i_37 < i_16;)
    {
      // BLOCK 3
      i_38  =  *((__global int *) ul_35);
      l_39  =  (long) i_37;
      l_40  =  l_39 + 4L;
      l_41  =  l_40 << 2;
      ul_42  =  ul_2 + l_41;
      i_43  =  *((__global int *) ul_42);
      i_44  =  *((__global int *) ul_34);
      i_45  =  *((__global int *) ul_33);
      i_46  =  *((__global int *) ul_32);
      i_47  =  *((__global int *) ul_31);
      i_48  =  *((__global int *) ul_17);
      i_49  =  *((__global int *) ul_30);
      i_50  =  *((__global int *) ul_29);
      i_51  =  *((__global int *) ul_28);
      i_52  =  *((__global int *) ul_27);
      i_53  =  *((__global int *) ul_26);
      i_54  =  i_51 * i_37;
      i_55  =  i_54 + i_50;
      i_56  =  i_23 * i_52;
      i_57  =  i_55 + i_56;
      i_58  =  i_25 * i_53;
      i_59  =  i_57 + i_58;
      i_60  =  i_46 * i_37;
      i_61  =  i_60 + i_45;
      i_62  =  i_47 * i_23;
      i_63  =  i_61 + i_62;
      i_64  =  i_24 * i_48;
      i_65  =  i_63 + i_64;
      i_66  =  i_49 * i_25;
      i_67  =  i_65 + i_66;
      i_68  =  min(i_38, i_43);
      i_69  =  i_68 - i_24;
      i_70  =  i_69 + i_10;
      i_71  =  i_70 + -1;
      i_72  =  i_71 / i_10;
      i_73  =  min(i_44, i_72);
      // BLOCK 4 MERGES [3 8 ]
      f_74  =  0.0F;
      i_75  =  0;
      for(;i_75 < i_73;)
      {
        // BLOCK 5
        i_76  =  i_75 + 64;
        i_77  =  min(i_73, i_76);
        // BLOCK 6 MERGES [5 7 ]
        f_78  =  0.0F;
        i_79  =  i_75;
        for(;i_79 < i_77;)
        {
          // BLOCK 7
          i_80  =  i_20 * i_79;
          i_81  =  i_80 + i_59;
          l_82  =  (long) i_81;
          l_83  =  l_82 + 4L;
          l_84  =  l_83 << 2;
          ul_85  =  ul_1 + l_84;
          f_86  =  *((__global float *) ul_85);
          i_87  =  i_21 * i_79;
          i_88  =  i_87 + i_67;
          l_89  =  (long) i_88;
          l_90  =  l_89 + 4L;
          l_91  =  l_90 << 2;
          ul_92  =  ul_0 + l_91;
          f_93  =  *((__global float *) ul_92);
          f_94  =  fma(f_86, f_93, f_78);
          i_95  =  i_79 + 1;
          f_78  =  f_94;
          i_79  =  i_95;
        }  // B6
        // BLOCK 8
        f_96  =  f_74 + f_78;
        f_74  =  f_96;
        i_75  =  i_76;
      }  // B4
      // BLOCK 9
      f_97  =  f_36 + f_74;
      i_98  =  i_37 + 1;
      f_36  =  f_97;
      i_37  =  i_98;
    }  // B2
    // BLOCK 10
    ul_99  =  ul_3 + 80L;
    i_100  =  *((__global int *) ul_99);
    ul_101  =  ul_3 + 88L;
    i_102  =  *((__global int *) ul_101);
    ul_103  =  ul_3 + 92L;
    i_104  =  *((__global int *) ul_103);
    ul_105  =  ul_3 + 96L;
    i_106  =  *((__global int *) ul_105);
    i_107  =  i_102 * i_23;
    i_108  =  i_107 + i_100;
    i_109  =  i_104 * i_25;
    i_110  =  i_108 + i_109;
    i_111  =  i_106 * i_24;
    i_112  =  i_110 + i_111;
    l_113  =  (long) i_112;
    l_114  =  l_113 + 4L;
    l_115  =  l_114 << 2;
    ul_116  =  ul_4 + l_115;
    *((__global float *) ul_116)  =  f_36;
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
