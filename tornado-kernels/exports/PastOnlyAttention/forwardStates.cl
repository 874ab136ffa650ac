__kernel void forwardStates(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *e, __global uchar *initial, __global uchar *lengths, __global uchar *sizes, __global uchar *decay, __global uchar *y, __global uchar *last)
{
  bool b_20, b_54, b_132;
  float f_56, f_57, f_63, f_64, f_82, f_97, f_101, f_108, f_115, f_116, f_118, f_128;
  float f_129;
  int i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_22, i_24, i_25, i_26;
  int i_27, i_32, i_34, i_36, i_38, i_40, i_42, i_44, i_46, i_48, i_50, i_58;
  int i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_76;
  int i_77, i_78, i_79, i_80, i_81, i_83, i_84, i_85, i_86, i_87, i_88, i_93;
  int i_94, i_95, i_96, i_98, i_99, i_100, i_102, i_103, i_109, i_110, i_117, i_119;
  int i_120, i_121, i_122, i_123, i_131;
  long l_28, l_29, l_30, l_51, l_52, l_53, l_59, l_60, l_61, l_89, l_90, l_91;
  long l_104, l_105, l_106, l_111, l_112, l_113, l_124, l_125, l_126;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_10, ul_12, ul_14;
  ulong ul_21, ul_23, ul_31, ul_33, ul_35, ul_37, ul_39, ul_41, ul_43, ul_45, ul_47, ul_49;
  ulong ul_55, ul_62, ul_92, ul_107, ul_114, ul_127, ul_130, ul_133;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) e;
  ul_2  =  (ulong) initial;
  ul_3  =  (ulong) lengths;
  ul_4  =  (ulong) sizes;
  ul_5  =  (ulong) decay;
  ul_6  =  (ulong) y;
  ul_7  =  (ulong) last;
  ul_8  =  ul_4 + 24L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_4 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_4 + 36L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_4 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_9 * i_15;
  i_18  =  i_17 * i_11;
  i_19  =  i_18 * i_13;
  b_20  =  i_16 < i_19;
  if(b_20)
  {
    // BLOCK 1
    ul_21  =  ul_4 + 28L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_4 + 44L;
    i_24  =  *((__global int *) ul_23);
    i_25  =  i_16 / i_13;
    i_26  =  i_25 / i_11;
    i_27  =  i_26 / i_9;
    l_28  =  (long) i_27;
    l_29  =  l_28 + 4L;
    l_30  =  l_29 << 2;
    ul_31  =  ul_3 + l_30;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_4 + 80L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_4 + 84L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_4 + 88L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_4 + 96L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_4 + 92L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_4 + 120L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_4 + 128L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_4 + 132L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_4 + 48L;
    i_50  =  *((__global int *) ul_49);
    l_51  =  (long) i_16;
    l_52  =  l_51 + 4L;
    l_53  =  l_52 << 2;
    b_54  =  i_50 == 1;
    if(b_54)
    {
      // BLOCK 2
      ul_55  =  ul_2 + l_53;
      f_56  =  *((__global float *) ul_55);
      f_57  =  f_56;
    }  // B1
    else
    {
      // BLOCK 3
      f_57  =  0.0F;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    i_58  =  i_25 % i_11;
    l_59  =  (long) i_58;
    l_60  =  l_59 + 4L;
    l_61  =  l_60 << 2;
    ul_62  =  ul_5 + l_61;
    f_63  =  *((__global float *) ul_62);
    f_64  =  f_57 * f_63;
    i_65  =  i_26 % i_9;
    i_66  =  i_65 * i_46;
    i_67  =  i_66 + i_44;
    i_68  =  i_48 * i_58;
    i_69  =  i_67 + i_68;
    i_70  =  i_36 * i_27;
    i_71  =  i_70 + i_34;
    i_72  =  i_38 * i_65;
    i_73  =  i_71 + i_72;
    i_74  =  i_16 % i_13;
    i_75  =  i_74 * i_40;
    i_76  =  i_73 + i_75;
    i_77  =  min(i_22, i_32);
    i_78  =  i_24 + i_22;
    i_79  =  i_78 + -1;
    i_80  =  i_79 / i_24;
    i_81  =  i_80 * i_26;
    // BLOCK 5 MERGES [4 12 ]
    f_82  =  f_64;
    i_83  =  0;
    for(;i_83 < i_80;)
    {
      // BLOCK 6
      i_84  =  i_81 + i_83;
      i_85  =  i_84 * i_11;
      i_86  =  i_85 + i_58;
      i_87  =  i_86 * i_13;
      i_88  =  i_87 + i_74;
      l_89  =  (long) i_88;
      l_90  =  l_89 + 4L;
      l_91  =  l_90 << 2;
      ul_92  =  ul_6 + l_91;
      *((__global float *) ul_92)  =  f_82;
      i_93  =  i_83 * i_24;
      i_94  =  i_83 + 1;
      i_95  =  i_94 * i_24;
      i_96  =  min(i_77, i_95);
      // BLOCK 7 MERGES [6 11 ]
      f_97  =  f_82;
      i_98  =  i_93;
      for(;i_98 < i_96;)
      {
        // BLOCK 8
        i_99  =  i_98 + 256;
        i_100  =  min(i_96, i_99);
        // BLOCK 9 MERGES [8 10 ]
        f_101  =  0.0F;
        i_102  =  i_98;
        for(;i_102 < i_100;)
        {
          // BLOCK 10
          i_103  =  i_69 + i_102;
          l_104  =  (long) i_103;
          l_105  =  l_104 + 4L;
          l_106  =  l_105 << 2;
          ul_107  =  ul_1 + l_106;
          f_108  =  *((__global float *) ul_107);
          i_109  =  i_42 * i_102;
          i_110  =  i_109 + i_76;
          l_111  =  (long) i_110;
          l_112  =  l_111 + 4L;
          l_113  =  l_112 << 2;
          ul_114  =  ul_0 + l_113;
          f_115  =  *((__global float *) ul_114);
          f_116  =  fma(f_108, f_115, f_101);
          i_117  =  i_102 + 1;
          f_101  =  f_116;
          i_102  =  i_117;
        }  // B9
        // BLOCK 11
        f_118  =  f_97 + f_101;
        f_97  =  f_118;
        i_98  =  i_99;
      }  // B7
      // BLOCK 12
      i_119  =  i_94 / i_80;
      i_120  =  i_119 + 1;
      i_121  =  min(2, i_120);
      i_122  =  i_121 * i_11;
      i_123  =  i_122 + i_58;
      l_124  =  (long) i_123;
      l_125  =  l_124 + 4L;
      l_126  =  l_125 << 2;
      ul_127  =  ul_5 + l_126;
      f_128  =  *((__global float *) ul_127);
      f_129  =  f_128 * f_97;
      f_82  =  f_129;
      i_83  =  i_94;
    }  // B5
    // BLOCK 13
    ul_130  =  ul_4 + 52L;
    i_131  =  *((__global int *) ul_130);
    b_132  =  i_131 == 1;
    if(b_132)
    {
      // BLOCK 14
      ul_133  =  ul_7 + l_53;
      *((__global float *) ul_133)  =  f_82;
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
