__kernel void backwardMax(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *dy, __global uchar *lengths, __global uchar *sizes, __global uchar *dx)
{
  bool b_21, b_26, b_35, b_51, b_82, b_120;
  float f_89, f_90, f_92, f_100, f_104, f_143;
  int i_6, i_8, i_10, i_12, i_14, i_16, i_17, i_18, i_19, i_20, i_22, i_23;
  int i_30, i_31, i_32, i_33, i_34, i_39, i_40, i_41, i_42, i_43, i_44, i_49;
  int i_50, i_52, i_54, i_56, i_58, i_60, i_62, i_64, i_66, i_68, i_70, i_72;
  int i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_83, i_84, i_91;
  int i_93, i_94, i_95, i_101, i_102, i_103, i_105, i_106, i_107, i_108, i_109, i_110;
  int i_111, i_112, i_113, i_114, i_119, i_122, i_124, i_126, i_128, i_130, i_131, i_132;
  int i_133, i_134, i_135, i_136, i_137, i_138, i_144, i_145;
  long l_24, l_25, l_27, l_28, l_29, l_36, l_37, l_38, l_45, l_46, l_47, l_85;
  long l_86, l_87, l_96, l_97, l_98, l_115, l_116, l_117, l_139, l_140, l_141, l_146;
  long l_147, l_148;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_13, ul_15, ul_48;
  ulong ul_53, ul_55, ul_57, ul_59, ul_61, ul_63, ul_65, ul_67, ul_69, ul_71, ul_88, ul_99;
  ulong ul_118, ul_121, ul_123, ul_125, ul_127, ul_129, ul_142, ul_149;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) dy;
  ul_2  =  (ulong) lengths;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) dx;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 32L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_3 + 36L;
  i_14  =  *((__global int *) ul_13);
  ul_15  =  ul_3 + 16L;
  i_16  =  *((__global int *) ul_15);
  i_17  =  get_global_id(0);
  i_18  =  i_6 * i_16;
  i_19  =  i_18 * i_10;
  i_20  =  i_19 * i_12;
  b_21  =  i_17 < i_20;
  if(b_21)
  {
    // BLOCK 1
    i_22  =  i_17 / i_12;
    i_23  =  i_22 % i_10;
    l_24  =  (long) i_10;
    l_25  =  (long) i_8;
    b_26  =  i_14 == 0;
    if(b_26)
    {
      // BLOCK 2
      l_27  =  (long) i_23;
      l_28  =  l_27 * l_25;
      l_29  =  l_28 / l_24;
      i_30  =  (int) l_29;
      i_31  =  i_30;
    }  // B1
    else
    {
      // BLOCK 3
      i_32  =  i_14 * i_23;
      i_33  =  min(i_32, i_8);
      i_31  =  i_33;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_34  =  i_23 + 1;
    b_35  =  i_14 == 0;
    if(b_35)
    {
      // BLOCK 5
      l_36  =  (long) i_34;
      l_37  =  l_36 * l_25;
      l_38  =  l_37 / l_24;
      i_39  =  (int) l_38;
      i_40  =  i_39;
    }  // B4
    else
    {
      // BLOCK 6
      i_41  =  i_34 * i_14;
      i_42  =  min(i_41, i_8);
      i_40  =  i_42;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    i_43  =  i_22 / i_10;
    i_44  =  i_43 / i_6;
    l_45  =  (long) i_44;
    l_46  =  l_45 + 4L;
    l_47  =  l_46 << 2;
    ul_48  =  ul_2 + l_47;
    i_49  =  *((__global int *) ul_48);
    i_50  =  i_10 + -1;
    b_51  =  i_50 == i_23;
    if(b_51)
    {
      // BLOCK 8
      i_52  =  i_8;
    }  // B7
    else
    {
      // BLOCK 9
      i_52  =  i_40;
    }  // B7
    // BLOCK 10 MERGES [9 8 ]
    ul_53  =  ul_3 + 40L;
    i_54  =  *((__global int *) ul_53);
    ul_55  =  ul_3 + 44L;
    i_56  =  *((__global int *) ul_55);
    ul_57  =  ul_3 + 48L;
    i_58  =  *((__global int *) ul_57);
    ul_59  =  ul_3 + 56L;
    i_60  =  *((__global int *) ul_59);
    ul_61  =  ul_3 + 52L;
    i_62  =  *((__global int *) ul_61);
    ul_63  =  ul_3 + 100L;
    i_64  =  *((__global int *) ul_63);
    ul_65  =  ul_3 + 104L;
    i_66  =  *((__global int *) ul_65);
    ul_67  =  ul_3 + 108L;
    i_68  =  *((__global int *) ul_67);
    ul_69  =  ul_3 + 116L;
    i_70  =  *((__global int *) ul_69);
    ul_71  =  ul_3 + 112L;
    i_72  =  *((__global int *) ul_71);
    i_73  =  i_56 * i_44;
    i_74  =  i_73 + i_54;
    i_75  =  i_43 % i_6;
    i_76  =  i_75 * i_58;
    i_77  =  i_74 + i_76;
    i_78  =  i_17 % i_12;
    i_79  =  i_78 * i_60;
    i_80  =  i_77 + i_79;
    i_81  =  min(i_40, i_49);
    b_82  =  i_31 < i_81;
    if(b_82)
    {
      // BLOCK 11
      i_83  =  i_62 * i_31;
      i_84  =  i_83 + i_80;
      l_85  =  (long) i_84;
      l_86  =  l_85 + 4L;
      l_87  =  l_86 << 2;
      ul_88  =  ul_0 + l_87;
      f_89  =  *((__global float *) ul_88);
      f_90  =  f_89;
    }  // B10
    else
    {
      // BLOCK 12
      f_90  =  0.0F;
    }  // B10
    // BLOCK 13 MERGES [12 11 ]
    i_91  =  i_31;
    f_92  =  f_90;
    i_93  =  i_31;
    // BLOCK 14 MERGES [13 18 ]
    i_91  =  i_31;
    f_92  =  f_90;
    i_93  =  i_31;
    for(;i_93 < i_81;)
    {
      // BLOCK 15
      i_94  =  i_93 * i_62;
      i_95  =  i_94 + i_80;
      l_96  =  (long) i_95;
      l_97  =  l_96 + 4L;
      l_98  =  l_97 << 2;
      ul_99  =  ul_0 + l_98;
      f_100  =  *((__global float *) ul_99);
      i_101  =  i_93 + 1;
      i_102  =  isless(f_92, f_100);
      if(i_102 == 1)
      {
        // BLOCK 16
        i_103  =  i_93;
        f_104  =  f_100;
      }  // B15
      else
      {
        // BLOCK 17
        i_103  =  i_91;
        f_104  =  f_92;
      }  // B15
      // BLOCK 18 MERGES [17 16 ]
      i_105  =  i_101;
      i_91  =  i_103;
      f_92  =  f_104;
      i_93  =  i_105;
    }  // B14
    // BLOCK 19
    i_106  =  i_66 * i_44;
    i_107  =  i_106 + i_64;
    i_108  =  i_68 * i_75;
    i_109  =  i_107 + i_108;
    i_110  =  i_70 * i_78;
    i_111  =  i_109 + i_110;
    i_112  =  i_31;
    // BLOCK 20 MERGES [19 21 ]
    i_112  =  i_31;
    for(;i_112 < i_52;)
    {
      // BLOCK 21
      i_113  =  i_72 * i_112;
      i_114  =  i_113 + i_111;
      l_115  =  (long) i_114;
      l_116  =  l_115 + 4L;
      l_117  =  l_116 << 2;
      ul_118  =  ul_4 + l_117;
      *((__global float *) ul_118)  =  0.0F;
      i_119  =  i_112 + 1;
      i_112  =  i_119;
    }  // B20
    // BLOCK 22
    b_120  =  i_31 < i_81;
    if(b_120)
    {
      // BLOCK 23
      ul_121  =  ul_3 + 80L;
      i_122  =  *((__global int *) ul_121);
      ul_123  =  ul_3 + 84L;
      i_124  =  *((__global int *) ul_123);
      ul_125  =  ul_3 + 88L;
      i_126  =  *((__global int *) ul_125);
      ul_127  =  ul_3 + 92L;
      i_128  =  *((__global int *) ul_127);
      ul_129  =  ul_3 + 96L;
      i_130  =  *((__global int *) ul_129);
      i_131  =  i_124 * i_44;
      i_132  =  i_131 + i_122;
      i_133  =  i_126 * i_75;
      i_134  =  i_132 + i_133;
      i_135  =  i_128 * i_23;
      i_136  =  i_134 + i_135;
      i_137  =  i_130 * i_78;
      i_138  =  i_136 + i_137;
      l_139  =  (long) i_138;
      l_140  =  l_139 + 4L;
      l_141  =  l_140 << 2;
      ul_142  =  ul_1 + l_141;
      f_143  =  *((__global float *) ul_142);
      i_144  =  i_91 * i_72;
      i_145  =  i_144 + i_111;
      l_146  =  (long) i_145;
      l_147  =  l_146 + 4L;
      l_148  =  l_147 << 2;
      ul_149  =  ul_4 + l_148;
      *((__global float *) ul_149)  =  f_143;
    }  // B22
    else
    {
      // BLOCK 24
    }  // B22
  }  // B0
  else
  {
    // BLOCK 25
  }  // B0
  // BLOCK 26 MERGES [25 24 23 ]
  return;
}  //  kernel
