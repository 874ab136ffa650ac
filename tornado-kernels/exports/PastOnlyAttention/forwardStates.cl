__kernel void forwardStates(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *e, __global uchar *initial, __global uchar *lengths, __global uchar *sizes, __global uchar *decay, __global uchar *y, __global uchar *last)
{
  bool b_20, b_54, b_143;
  float f_56, f_57, f_63, f_64, f_82, f_83, f_98, f_99, f_103, f_110, f_117, f_118;
  float f_120, f_121, f_122, f_123, f_124, f_126, f_127, f_138, f_139, f_140;
  int i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_22, i_24, i_25, i_26;
  int i_27, i_32, i_34, i_36, i_38, i_40, i_42, i_44, i_46, i_48, i_50, i_58;
  int i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_76;
  int i_77, i_78, i_79, i_80, i_81, i_84, i_85, i_86, i_87, i_88, i_89, i_94;
  int i_95, i_96, i_97, i_100, i_101, i_102, i_104, i_105, i_111, i_112, i_119, i_125;
  int i_128, i_129, i_130, i_131, i_132, i_133, i_142;
  long l_28, l_29, l_30, l_51, l_52, l_53, l_59, l_60, l_61, l_90, l_91, l_92;
  long l_106, l_107, l_108, l_113, l_114, l_115, l_134, l_135, l_136;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_8, ul_10, ul_12, ul_14;
  ulong ul_21, ul_23, ul_31, ul_33, ul_35, ul_37, ul_39, ul_41, ul_43, ul_45, ul_47, ul_49;
  ulong ul_55, ul_62, ul_93, ul_109, ul_116, ul_137, ul_141, ul_144;

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
    // BLOCK 5 MERGES [4 15 ]
    f_82  =  f_64;
    f_83  =  0.0F;
    i_84  =  0;
    for(;i_84 < i_80;)
    {
      // BLOCK 6
      i_85  =  i_81 + i_84;
      i_86  =  i_85 * i_11;
      i_87  =  i_86 + i_58;
      i_88  =  i_87 * i_13;
      i_89  =  i_88 + i_74;
      l_90  =  (long) i_89;
      l_91  =  l_90 + 4L;
      l_92  =  l_91 << 2;
      ul_93  =  ul_6 + l_92;
      *((__global float *) ul_93)  =  f_82;
      i_94  =  i_84 * i_24;
      i_95  =  i_84 + 1;
      i_96  =  i_95 * i_24;
      i_97  =  min(i_77, i_96);
      // BLOCK 7 MERGES [6 14 ]
      f_98  =  f_82;
      f_99  =  f_83;
      i_100  =  i_94;
      for(;i_100 < i_97;)
      {
        // BLOCK 8
        i_101  =  i_100 + 256;
        i_102  =  min(i_97, i_101);
        // BLOCK 9 MERGES [8 10 ]
        f_103  =  0.0F;
        i_104  =  i_100;
        for(;i_104 < i_102;)
        {
          // BLOCK 10
          i_105  =  i_69 + i_104;
          l_106  =  (long) i_105;
          l_107  =  l_106 + 4L;
          l_108  =  l_107 << 2;
          ul_109  =  ul_1 + l_108;
          f_110  =  *((__global float *) ul_109);
          i_111  =  i_42 * i_104;
          i_112  =  i_111 + i_76;
          l_113  =  (long) i_112;
          l_114  =  l_113 + 4L;
          l_115  =  l_114 << 2;
          ul_116  =  ul_0 + l_115;
          f_117  =  *((__global float *) ul_116);
          f_118  =  fma(f_110, f_117, f_103);
          i_119  =  i_104 + 1;
          f_103  =  f_118;
          i_104  =  i_119;
        }  // B9
        // BLOCK 11
        f_120  =  f_103 - f_99;
        f_121  =  f_98 + f_120;
        f_122  =  f_121 - f_98;
        f_123  =  f_122 - f_120;
        f_124  =  f_123 * 0.0F;
        i_125  =  isequal(f_124, 0.0F);
        if(i_125 == 1)
        {
          // BLOCK 12
          f_126  =  f_123;
        }  // B11
        else
        {
          // BLOCK 13
          f_126  =  0.0F;
        }  // B11
        // BLOCK 14 MERGES [12 13 ]
        f_127  =  f_121;
        i_128  =  i_101;
        f_98  =  f_127;
        f_99  =  f_126;
        i_100  =  i_128;
      }  // B7
      // BLOCK 15
      i_129  =  i_95 / i_80;
      i_130  =  i_129 + 1;
      i_131  =  min(2, i_130);
      i_132  =  i_131 * i_11;
      i_133  =  i_132 + i_58;
      l_134  =  (long) i_133;
      l_135  =  l_134 + 4L;
      l_136  =  l_135 << 2;
      ul_137  =  ul_5 + l_136;
      f_138  =  *((__global float *) ul_137);
      f_139  =  f_138 * f_99;
      f_140  =  f_98 * f_138;
      f_82  =  f_140;
      f_83  =  f_139;
      i_84  =  i_95;
    }  // B5
    // BLOCK 16
    ul_141  =  ul_4 + 52L;
    i_142  =  *((__global int *) ul_141);
    b_143  =  i_142 == 1;
    if(b_143)
    {
      // BLOCK 17
      ul_144  =  ul_7 + l_53;
      *((__global float *) ul_144)  =  f_82;
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
