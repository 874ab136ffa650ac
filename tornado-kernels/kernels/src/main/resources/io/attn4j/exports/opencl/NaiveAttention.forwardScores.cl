__kernel void forwardScores(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *b, __global uchar *keyBias, __global uchar *bias, __global uchar *ranges, __global uchar *shape, __global uchar *scalars, __global uchar *scores)
{
  bool b_20, b_34, b_42, b_91, b_110;
  float f_35, f_71, f_78, f_84, f_85, f_88, f_104, f_105, f_106, f_107, f_127, f_128;
  int i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_21, i_22, i_23, i_24;
  int i_25, i_26, i_27, i_32, i_33, i_36, i_41, i_44, i_46, i_48, i_50, i_52;
  int i_54, i_56, i_58, i_59, i_60, i_61, i_62, i_63, i_64, i_65, i_66, i_67;
  int i_68, i_69, i_70, i_72, i_73, i_79, i_86, i_90, i_93, i_95, i_96, i_97;
  int i_98, i_99, i_109, i_112, i_114, i_116, i_117, i_118, i_119, i_120, i_121, i_122;
  long l_28, l_29, l_30, l_37, l_38, l_39, l_74, l_75, l_76, l_80, l_81, l_82;
  long l_100, l_101, l_102, l_123, l_124, l_125, l_129, l_130, l_131;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_10, ul_12, ul_14;
  ulong ul_31, ul_40, ul_43, ul_45, ul_47, ul_49, ul_51, ul_53, ul_55, ul_57, ul_77, ul_83;
  ulong ul_87, ul_89, ul_92, ul_94, ul_103, ul_108, ul_111, ul_113, ul_115, ul_126, ul_132;

  // BLOCK 0
  ul_0  =  (ulong) a;
  ul_1  =  (ulong) b;
  ul_2  =  (ulong) keyBias;
  ul_3  =  (ulong) bias;
  ul_4  =  (ulong) ranges;
  ul_5  =  (ulong) shape;
  ul_6  =  (ulong) scalars;
  ul_7  =  (ulong) scores;
  ul_8  =  ul_5 + 20L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_5 + 28L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_5 + 32L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_5 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_9 * i_15;
  i_18  =  i_17 * i_11;
  i_19  =  i_18 * i_13;
  b_20  =  i_16 < i_19;
  if(b_20)
  {
    // BLOCK 1
    i_21  =  i_16 / i_13;
    i_22  =  i_21 / i_11;
    i_23  =  i_22 / i_9;
    i_24  =  i_23 * i_11;
    i_25  =  i_21 % i_11;
    i_26  =  i_24 + i_25;
    i_27  =  i_26 << 1;
    l_28  =  (long) i_27;
    l_29  =  l_28 + 4L;
    l_30  =  l_29 << 2;
    ul_31  =  ul_4 + l_30;
    i_32  =  *((__global int *) ul_31);
    i_33  =  i_16 % i_13;
    b_34  =  i_33 < i_32;
    if(b_34)
    {
      // BLOCK 2
      f_35  =  -3.0E38F;
    }  // B1
    else
    {
      // BLOCK 3
      i_36  =  i_27 + 1;
      l_37  =  (long) i_36;
      l_38  =  l_37 + 4L;
      l_39  =  l_38 << 2;
      ul_40  =  ul_4 + l_39;
      i_41  =  *((__global int *) ul_40);
      b_42  =  i_33 < i_41;
      if(b_42)
      {
        // BLOCK 4
        ul_43  =  ul_5 + 44L;
        i_44  =  *((__global int *) ul_43);
        ul_45  =  ul_5 + 48L;
        i_46  =  *((__global int *) ul_45);
        ul_47  =  ul_5 + 52L;
        i_48  =  *((__global int *) ul_47);
        ul_49  =  ul_5 + 56L;
        i_50  =  *((__global int *) ul_49);
        ul_51  =  ul_5 + 24L;
        i_52  =  *((__global int *) ul_51);
        ul_53  =  ul_5 + 60L;
        i_54  =  *((__global int *) ul_53);
        ul_55  =  ul_5 + 64L;
        i_56  =  *((__global int *) ul_55);
        ul_57  =  ul_5 + 36L;
        i_58  =  *((__global int *) ul_57);
        i_59  =  i_50 * i_23;
        i_60  =  i_22 % i_9;
        i_61  =  i_60 / i_52;
        i_62  =  i_61 * i_54;
        i_63  =  i_59 + i_62;
        i_64  =  i_56 * i_33;
        i_65  =  i_63 + i_64;
        i_66  =  i_44 * i_23;
        i_67  =  i_46 * i_60;
        i_68  =  i_66 + i_67;
        i_69  =  i_48 * i_25;
        i_70  =  i_68 + i_69;
        // BLOCK 5 MERGES [4 6 ]
        f_71  =  0.0F;
        i_72  =  0;
        for(;i_72 < i_58;)
        {
          // BLOCK 6
          i_73  =  i_70 + i_72;
          l_74  =  (long) i_73;
          l_75  =  l_74 + 4L;
          l_76  =  l_75 << 2;
          ul_77  =  ul_0 + l_76;
          f_78  =  *((__global float *) ul_77);
          i_79  =  i_65 + i_72;
          l_80  =  (long) i_79;
          l_81  =  l_80 + 4L;
          l_82  =  l_81 << 2;
          ul_83  =  ul_1 + l_82;
          f_84  =  *((__global float *) ul_83);
          f_85  =  fma(f_78, f_84, f_71);
          i_86  =  i_72 + 1;
          f_71  =  f_85;
          i_72  =  i_86;
        }  // B5
        // BLOCK 7
        ul_87  =  ul_6 + 16L;
        f_88  =  *((__global float *) ul_87);
        ul_89  =  ul_5 + 80L;
        i_90  =  *((__global int *) ul_89);
        b_91  =  i_90 == 1;
        if(b_91)
        {
          // BLOCK 8
          ul_92  =  ul_5 + 84L;
          i_93  =  *((__global int *) ul_92);
          ul_94  =  ul_5 + 88L;
          i_95  =  *((__global int *) ul_94);
          i_96  =  i_93 * i_23;
          i_97  =  i_95 * i_60;
          i_98  =  i_96 + i_97;
          i_99  =  i_98 + i_33;
          l_100  =  (long) i_99;
          l_101  =  l_100 + 4L;
          l_102  =  l_101 << 2;
          ul_103  =  ul_2 + l_102;
          f_104  =  *((__global float *) ul_103);
          f_105  =  fma(f_71, f_88, f_104);
          f_106  =  f_105;
        }  // B7
        else
        {
          // BLOCK 9
          f_107  =  f_71 * f_88;
          f_106  =  f_107;
        }  // B7
        // BLOCK 10 MERGES [9 8 ]
        ul_108  =  ul_5 + 92L;
        i_109  =  *((__global int *) ul_108);
        b_110  =  i_109 == 1;
        if(b_110)
        {
          // BLOCK 11
          ul_111  =  ul_5 + 96L;
          i_112  =  *((__global int *) ul_111);
          ul_113  =  ul_5 + 100L;
          i_114  =  *((__global int *) ul_113);
          ul_115  =  ul_5 + 104L;
          i_116  =  *((__global int *) ul_115);
          i_117  =  i_112 * i_23;
          i_118  =  i_114 * i_60;
          i_119  =  i_117 + i_118;
          i_120  =  i_116 * i_25;
          i_121  =  i_119 + i_120;
          i_122  =  i_121 + i_33;
          l_123  =  (long) i_122;
          l_124  =  l_123 + 4L;
          l_125  =  l_124 << 2;
          ul_126  =  ul_3 + l_125;
          f_127  =  *((__global float *) ul_126);
          f_128  =  f_127 + f_106;
          f_35  =  f_128;
        }  // B10
        else
        {
          // BLOCK 12
          f_35  =  f_106;
        }  // B10
      }  // B3
      else
      {
        // BLOCK 13
        f_35  =  -3.0E38F;
      }  // B3
    }  // B1
    // BLOCK 14 MERGES [2 13 12 11 ]
    l_129  =  (long) i_16;
    l_130  =  l_129 + 4L;
    l_131  =  l_130 << 2;
    ul_132  =  ul_7 + l_131;
    *((__global float *) ul_132)  =  f_35;
  }  // B0
  else
  {
    // BLOCK 15
  }  // B0
  // BLOCK 16 MERGES [15 14 ]
  return;
}  //  kernel
