__kernel void forwardStates(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *e, __global uchar *initial, __global uchar *lengths, __global uchar *sizes, __global uchar *y, __global uchar *last)
{
  bool b_19, b_53, b_114;
  float f_55, f_56, f_75, f_90, f_94, f_101, f_108, f_109, f_111;
  int i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_24, i_25;
  int i_26, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_49, i_57;
  int i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69;
  int i_70, i_71, i_72, i_73, i_74, i_76, i_77, i_78, i_79, i_80, i_81, i_86;
  int i_87, i_88, i_89, i_91, i_92, i_93, i_95, i_96, i_102, i_103, i_110, i_113;
  long l_27, l_28, l_29, l_50, l_51, l_52, l_82, l_83, l_84, l_97, l_98, l_99;
  long l_104, l_105, l_106;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_9, ul_11, ul_13, ul_20;
  ulong ul_22, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46, ul_48, ul_54;
  ulong ul_85, ul_100, ul_107, ul_112, ul_115;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) e;
  ul_2  =  (ulong) initial;
  ul_3  =  (ulong) lengths;
  ul_4  =  (ulong) sizes;
  ul_5  =  (ulong) y;
  ul_6  =  (ulong) last;
  ul_7  =  ul_4 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_4 + 32L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_4 + 36L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_4 + 16L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_8 * i_14;
  i_17  =  i_16 * i_10;
  i_18  =  i_17 * i_12;
  b_19  =  i_15 < i_18;
  if(b_19)
  {
    // BLOCK 1
    ul_20  =  ul_4 + 28L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_4 + 44L;
    i_23  =  *((__global int *) ul_22);
    i_24  =  i_15 / i_12;
    i_25  =  i_24 / i_10;
    i_26  =  i_25 / i_8;
    l_27  =  (long) i_26;
    l_28  =  l_27 + 4L;
    l_29  =  l_28 << 2;
    ul_30  =  ul_3 + l_29;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_4 + 80L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_4 + 84L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_4 + 88L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_4 + 96L;
    i_39  =  *((__global int *) ul_38);
    ul_40  =  ul_4 + 92L;
    i_41  =  *((__global int *) ul_40);
    ul_42  =  ul_4 + 120L;
    i_43  =  *((__global int *) ul_42);
    ul_44  =  ul_4 + 128L;
    i_45  =  *((__global int *) ul_44);
    ul_46  =  ul_4 + 132L;
    i_47  =  *((__global int *) ul_46);
    ul_48  =  ul_4 + 48L;
    i_49  =  *((__global int *) ul_48);
    l_50  =  (long) i_15;
    l_51  =  l_50 + 4L;
    l_52  =  l_51 << 2;
    b_53  =  i_49 == 1;
    if(b_53)
    {
      // BLOCK 2
      ul_54  =  ul_2 + l_52;
      f_55  =  *((__global float *) ul_54);
      f_56  =  f_55;
    }  // B1
    else
    {
      // BLOCK 3
      f_56  =  0.0F;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    i_57  =  i_25 % i_8;
    i_58  =  i_57 * i_45;
    i_59  =  i_58 + i_43;
    i_60  =  i_24 % i_10;
    i_61  =  i_60 * i_47;
    i_62  =  i_59 + i_61;
    i_63  =  i_35 * i_26;
    i_64  =  i_63 + i_33;
    i_65  =  i_37 * i_57;
    i_66  =  i_64 + i_65;
    i_67  =  i_15 % i_12;
    i_68  =  i_67 * i_39;
    i_69  =  i_66 + i_68;
    i_70  =  min(i_21, i_31);
    i_71  =  i_23 + i_21;
    i_72  =  i_71 + -1;
    i_73  =  i_72 / i_23;
    i_74  =  i_73 * i_25;
    f_75  =  f_56;
    // BLOCK 5 MERGES [4 12 ]
    f_75  =  f_56;
    i_76  =  0;
    for(;i_76 < i_73;)
    {
      // BLOCK 6
      i_77  =  i_74 + i_76;
      i_78  =  i_77 * i_10;
      i_79  =  i_78 + i_60;
      i_80  =  i_79 * i_12;
      i_81  =  i_80 + i_67;
      l_82  =  (long) i_81;
      l_83  =  l_82 + 4L;
      l_84  =  l_83 << 2;
      ul_85  =  ul_5 + l_84;
      *((__global float *) ul_85)  =  f_75;
      i_86  =  i_76 * i_23;
      i_87  =  i_76 + 1;
      i_88  =  i_87 * i_23;
      i_89  =  min(i_70, i_88);
      // BLOCK 7 MERGES [6 11 ]
      f_90  =  f_75;
      i_91  =  i_86;
      for(;i_91 < i_89;)
      {
        // BLOCK 8
        i_92  =  i_91 + 256;
        i_93  =  min(i_89, i_92);
        // BLOCK 9 MERGES [8 10 ]
        f_94  =  0.0F;
        i_95  =  i_91;
        for(;i_95 < i_93;)
        {
          // BLOCK 10
          i_96  =  i_62 + i_95;
          l_97  =  (long) i_96;
          l_98  =  l_97 + 4L;
          l_99  =  l_98 << 2;
          ul_100  =  ul_1 + l_99;
          f_101  =  *((__global float *) ul_100);
          i_102  =  i_41 * i_95;
          i_103  =  i_102 + i_69;
          l_104  =  (long) i_103;
          l_105  =  l_104 + 4L;
          l_106  =  l_105 << 2;
          ul_107  =  ul_0 + l_106;
          f_108  =  *((__global float *) ul_107);
          f_109  =  fma(f_101, f_108, f_94);
          i_110  =  i_95 + 1;
          f_94  =  f_109;
          i_95  =  i_110;
        }  // B9
        // BLOCK 11
        f_111  =  f_90 + f_94;
        f_90  =  f_111;
        i_91  =  i_92;
      }  // B7
      // BLOCK 12
      f_75  =  f_90;
      i_76  =  i_87;
    }  // B5
    // BLOCK 13
    ul_112  =  ul_4 + 52L;
    i_113  =  *((__global int *) ul_112);
    b_114  =  i_113 == 1;
    if(b_114)
    {
      // BLOCK 14
      ul_115  =  ul_6 + l_52;
      *((__global float *) ul_115)  =  f_75;
    }  // B13
    else
    {
      // BLOCK 15
    }  // B13
  }  // B0
  else
  {
    // BLOCK 16
  }  // B0
  // BLOCK 17 MERGES [16 15 14 ]
  return;
}  //  kernel
