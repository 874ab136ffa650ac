__kernel void forwardStates(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *e, __global uchar *initial, __global uchar *lengths, __global uchar *sizes, __global uchar *y, __global uchar *last)
{
  bool b_19, b_53, b_124;
  float f_55, f_56, f_75, f_76, f_91, f_92, f_96, f_103, f_110, f_111, f_113, f_114;
  float f_115, f_116, f_117, f_119, f_120;
  int i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23, i_24, i_25;
  int i_26, i_31, i_33, i_35, i_37, i_39, i_41, i_43, i_45, i_47, i_49, i_57;
  int i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69;
  int i_70, i_71, i_72, i_73, i_74, i_77, i_78, i_79, i_80, i_81, i_82, i_87;
  int i_88, i_89, i_90, i_93, i_94, i_95, i_97, i_98, i_104, i_105, i_112, i_118;
  int i_121, i_123;
  long l_27, l_28, l_29, l_50, l_51, l_52, l_83, l_84, l_85, l_99, l_100, l_101;
  long l_106, l_107, l_108;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_9, ul_11, ul_13, ul_20;
  ulong ul_22, ul_30, ul_32, ul_34, ul_36, ul_38, ul_40, ul_42, ul_44, ul_46, ul_48, ul_54;
  ulong ul_86, ul_102, ul_109, ul_122, ul_125;

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
    // BLOCK 5 MERGES [4 15 ]
    f_75  =  f_56;
    f_76  =  0.0F;
    i_77  =  0;
    for(;i_77 < i_73;)
    {
      // BLOCK 6
      i_78  =  i_74 + i_77;
      i_79  =  i_78 * i_10;
      i_80  =  i_79 + i_60;
      i_81  =  i_80 * i_12;
      i_82  =  i_81 + i_67;
      l_83  =  (long) i_82;
      l_84  =  l_83 + 4L;
      l_85  =  l_84 << 2;
      ul_86  =  ul_5 + l_85;
      *((__global float *) ul_86)  =  f_75;
      i_87  =  i_77 * i_23;
      i_88  =  i_77 + 1;
      i_89  =  i_88 * i_23;
      i_90  =  min(i_70, i_89);
      // BLOCK 7 MERGES [6 14 ]
      f_91  =  f_75;
      f_92  =  f_76;
      i_93  =  i_87;
      for(;i_93 < i_90;)
      {
        // BLOCK 8
        i_94  =  i_93 + 256;
        i_95  =  min(i_90, i_94);
        // BLOCK 9 MERGES [8 10 ]
        f_96  =  0.0F;
        i_97  =  i_93;
        for(;i_97 < i_95;)
        {
          // BLOCK 10
          i_98  =  i_62 + i_97;
          l_99  =  (long) i_98;
          l_100  =  l_99 + 4L;
          l_101  =  l_100 << 2;
          ul_102  =  ul_1 + l_101;
          f_103  =  *((__global float *) ul_102);
          i_104  =  i_41 * i_97;
          i_105  =  i_104 + i_69;
          l_106  =  (long) i_105;
          l_107  =  l_106 + 4L;
          l_108  =  l_107 << 2;
          ul_109  =  ul_0 + l_108;
          f_110  =  *((__global float *) ul_109);
          f_111  =  fma(f_103, f_110, f_96);
          i_112  =  i_97 + 1;
          f_96  =  f_111;
          i_97  =  i_112;
        }  // B9
        // BLOCK 11
        f_113  =  f_96 - f_92;
        f_114  =  f_113 + f_91;
        f_115  =  f_114 - f_91;
        f_116  =  f_115 - f_113;
        f_117  =  f_116 * 0.0F;
        i_118  =  isequal(f_117, 0.0F);
        if(i_118 == 1)
        {
          // BLOCK 12
          f_119  =  f_116;
        }  // B11
        else
        {
          // BLOCK 13
          f_119  =  0.0F;
        }  // B11
        // BLOCK 14 MERGES [12 13 ]
        f_120  =  f_114;
        i_121  =  i_94;
        f_91  =  f_120;
        f_92  =  f_119;
        i_93  =  i_121;
      }  // B7
      // BLOCK 15
      f_75  =  f_91;
      f_76  =  f_92;
      i_77  =  i_88;
    }  // B5
    // BLOCK 16
    ul_122  =  ul_4 + 52L;
    i_123  =  *((__global int *) ul_122);
    b_124  =  i_123 == 1;
    if(b_124)
    {
      // BLOCK 17
      ul_125  =  ul_6 + l_52;
      *((__global float *) ul_125)  =  f_75;
    }  // B16
    else
    {
      // BLOCK 18
    }  // B16
  }  // B0
  else
  {
    // BLOCK 19
  }  // B0
  // BLOCK 20 MERGES [19 18 17 ]
  return;
}  //  kernel
