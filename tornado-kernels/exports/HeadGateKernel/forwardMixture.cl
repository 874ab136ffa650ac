__kernel void forwardMixture(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *z, __global uchar *sizes, __global uchar *gates)
{
  bool b_15, b_29, b_137, b_141;
  float f_30, f_36, f_42, f_47, f_48, f_55, f_56, f_58, f_65, f_66, f_67, f_68;
  float f_70, f_71, f_72, f_73, f_74, f_75, f_76, f_77, f_78, f_79, f_86, f_92;
  float f_93, f_94, f_95, f_97, f_98, f_104, f_106, f_113, f_114, f_116, f_123, f_131;
  float f_142, f_143, f_144, f_150, f_152, f_153, f_160, f_161, f_162;
  int i_4, i_6, i_8, i_10, i_12, i_13, i_14, i_17, i_19, i_21, i_22, i_23;
  int i_24, i_25, i_26, i_27, i_28, i_31, i_37, i_49, i_50, i_57, i_59, i_60;
  int i_69, i_80, i_81, i_87, i_96, i_99, i_105, i_107, i_108, i_115, i_117, i_118;
  int i_124, i_125, i_126, i_132, i_133, i_134, i_135, i_136, i_138, i_139, i_140, i_145;
  int i_151, i_154, i_155, i_163;
  long l_32, l_33, l_34, l_38, l_39, l_40, l_43, l_44, l_45, l_51, l_52, l_53;
  long l_61, l_62, l_63, l_82, l_83, l_84, l_88, l_89, l_90, l_100, l_101, l_102;
  long l_109, l_110, l_111, l_119, l_120, l_121, l_127, l_128, l_129, l_146, l_147, l_148;
  long l_156, l_157, l_158;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_9, ul_11, ul_16, ul_18, ul_20, ul_35;
  ulong ul_41, ul_46, ul_54, ul_64, ul_85, ul_91, ul_103, ul_112, ul_122, ul_130, ul_149, ul_159;

  // BLOCK 0
  ul_0  =  (ulong) z;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) gates;
  ul_3  =  ul_1 + 20L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_1 + 24L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_1 + 36L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_1 + 40L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_1 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_6 * i_12;
  b_15  =  i_13 < i_14;
  if(b_15)
  {
    // BLOCK 1
    ul_16  =  ul_1 + 44L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_1 + 48L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_1 + 56L;
    i_21  =  *((__global int *) ul_20);
    i_22  =  i_13 / i_6;
    i_23  =  i_22 * i_19;
    i_24  =  i_23 + i_17;
    i_25  =  i_13 % i_6;
    i_26  =  i_25 * i_21;
    i_27  =  i_24 + i_26;
    i_28  =  i_4 * i_13;
    b_29  =  i_8 < 1;
    if(b_29)
    {
      // BLOCK 2
      f_30  =  1.0F;
    }  // B1
    else
    {
      // BLOCK 3
      i_31  =  i_27 + i_4;
      l_32  =  (long) i_31;
      l_33  =  l_32 + 4L;
      l_34  =  l_33 << 2;
      ul_35  =  ul_0 + l_34;
      f_36  =  *((__global float *) ul_35);
      i_37  =  i_31 + 1;
      l_38  =  (long) i_37;
      l_39  =  l_38 + 4L;
      l_40  =  l_39 << 2;
      ul_41  =  ul_0 + l_40;
      f_42  =  *((__global float *) ul_41);
      l_43  =  (long) i_27;
      l_44  =  l_43 + 4L;
      l_45  =  l_44 << 2;
      ul_46  =  ul_0 + l_45;
      f_47  =  *((__global float *) ul_46);
      // BLOCK 4 MERGES [3 5 ]
      f_48  =  f_47;
      i_49  =  1;
      for(;i_49 < i_8;)
      {
        // BLOCK 5
        i_50  =  i_49 + i_27;
        l_51  =  (long) i_50;
        l_52  =  l_51 + 4L;
        l_53  =  l_52 << 2;
        ul_54  =  ul_0 + l_53;
        f_55  =  *((__global float *) ul_54);
        f_56  =  fmax(f_48, f_55);
        i_57  =  i_49 + 1;
        f_48  =  f_56;
        i_49  =  i_57;
      }  // B4
      // BLOCK 6
      // BLOCK 7 MERGES [6 8 ]
      f_58  =  0.0F;
      i_59  =  0;
      for(;i_59 < i_8;)
      {
        // BLOCK 8
        i_60  =  i_59 + i_27;
        l_61  =  (long) i_60;
        l_62  =  l_61 + 4L;
        l_63  =  l_62 << 2;
        ul_64  =  ul_0 + l_63;
        f_65  =  *((__global float *) ul_64);
        f_66  =  f_65 - f_48;
        f_67  =  exp(f_66);
        f_68  =  f_58 + f_67;
        i_69  =  i_59 + 1;
        f_58  =  f_68;
        i_59  =  i_69;
      }  // B7
      // BLOCK 9
      f_70  =  fmax(f_36, f_42);
      f_71  =  f_36 - f_70;
      f_72  =  exp(f_71);
      f_73  =  f_72 * 2.0F;
      f_74  =  f_42 - f_70;
      f_75  =  exp(f_74);
      f_76  =  f_75 + f_72;
      f_77  =  f_73 / f_76;
      f_78  =  (float) i_8;
      f_79  =  f_77 * f_78;
      // BLOCK 10 MERGES [9 11 ]
      i_80  =  0;
      for(;i_80 < i_8;)
      {
        // BLOCK 11
        i_81  =  i_80 + i_27;
        l_82  =  (long) i_81;
        l_83  =  l_82 + 4L;
        l_84  =  l_83 << 2;
        ul_85  =  ul_0 + l_84;
        f_86  =  *((__global float *) ul_85);
        i_87  =  i_28 + i_80;
        l_88  =  (long) i_87;
        l_89  =  l_88 + 4L;
        l_90  =  l_89 << 2;
        ul_91  =  ul_2 + l_90;
        f_92  =  f_79 / f_58;
        f_93  =  f_86 - f_48;
        f_94  =  exp(f_93);
        f_95  =  f_92 * f_94;
        *((__global float *) ul_91)  =  f_95;
        i_96  =  i_80 + 1;
        i_80  =  i_96;
      }  // B10
      // BLOCK 12
      f_97  =  f_75 * 2.0F;
      f_98  =  f_97 / f_76;
      f_30  =  f_98;
    }  // B1
    // BLOCK 13 MERGES [2 12 ]
    i_99  =  i_27 + i_8;
    l_100  =  (long) i_99;
    l_101  =  l_100 + 4L;
    l_102  =  l_101 << 2;
    ul_103  =  ul_0 + l_102;
    f_104  =  *((__global float *) ul_103);
    i_105  =  i_8 + 1;
    // BLOCK 14 MERGES [13 15 ]
    f_106  =  f_104;
    i_107  =  i_105;
    for(;i_107 < i_4;)
    {
      // BLOCK 15
      i_108  =  i_107 + i_27;
      l_109  =  (long) i_108;
      l_110  =  l_109 + 4L;
      l_111  =  l_110 << 2;
      ul_112  =  ul_0 + l_111;
      f_113  =  *((__global float *) ul_112);
      f_114  =  fmax(f_106, f_113);
      i_115  =  i_107 + 1;
      f_106  =  f_114;
      i_107  =  i_115;
    }  // B14
    // BLOCK 16
    // BLOCK 17 MERGES [16 32 ]
    f_116  =  0.0F;
    i_117  =  i_8;
    for(;i_117 < i_4;)
    {
      // BLOCK 18
      i_118  =  i_117 + i_27;
      l_119  =  (long) i_118;
      l_120  =  l_119 + 4L;
      l_121  =  l_120 << 2;
      ul_122  =  ul_0 + l_121;
      f_123  =  *((__global float *) ul_122);
      // BLOCK 19 MERGES [18 28 ]
      i_124  =  0;
      i_125  =  i_8;
      for(;i_125 < i_4;)
      {
        // BLOCK 20
        i_126  =  i_125 + i_27;
        l_127  =  (long) i_126;
        l_128  =  l_127 + 4L;
        l_129  =  l_128 << 2;
        ul_130  =  ul_0 + l_129;
        f_131  =  *((__global float *) ul_130);
        i_132  =  isless(f_123, f_131);
        if(i_132 == 1)
        {
          // BLOCK 21
          i_133  =  i_124 + 1;
          i_134  =  i_133;
        }  // B20
        else
        {
          // BLOCK 22
          i_134  =  i_124;
        }  // B20
        // BLOCK 23 MERGES [22 21 ]
        i_135  =  i_125 + 1;
        i_136  =  isequal(f_123, f_131);
        if(i_136 == 1)
        {
          // BLOCK 24
          b_137  =  i_125 < i_117;
          if(b_137)
          {
            // BLOCK 25
            i_138  =  i_134 + 1;
            i_139  =  i_138;
          }  // B24
          else
          {
            // BLOCK 26
            i_139  =  i_134;
          }  // B24
        }  // B23
        else
        {
          // BLOCK 27
          i_139  =  i_134;
        }  // B23
        // BLOCK 28 MERGES [27 25 26 ]
        i_140  =  i_135;
        i_124  =  i_139;
        i_125  =  i_140;
      }  // B19
      // BLOCK 29
      b_141  =  i_124 < i_10;
      if(b_141)
      {
        // BLOCK 30
        f_142  =  f_123 - f_106;
        f_143  =  exp(f_142);
        f_144  =  f_143;
      }  // B29
      else
      {
        // BLOCK 31
        f_144  =  0.0F;
      }  // B29
      // BLOCK 32 MERGES [31 30 ]
      i_145  =  i_28 + i_117;
      l_146  =  (long) i_145;
      l_147  =  l_146 + 4L;
      l_148  =  l_147 << 2;
      ul_149  =  ul_2 + l_148;
      *((__global float *) ul_149)  =  f_144;
      f_150  =  f_116 + f_144;
      i_151  =  i_117 + 1;
      f_116  =  f_150;
      i_117  =  i_151;
    }  // B17
    // BLOCK 33
    f_152  =  (float) i_10;
    f_153  =  f_30 * f_152;
    // BLOCK 34 MERGES [33 35 ]
    i_154  =  i_8;
    for(;i_154 < i_4;)
    {
      // BLOCK 35
      i_155  =  i_28 + i_154;
      l_156  =  (long) i_155;
      l_157  =  l_156 + 4L;
      l_158  =  l_157 << 2;
      ul_159  =  ul_2 + l_158;
      f_160  =  *((__global float *) ul_159);
      f_161  =  f_153 / f_116;
      f_162  =  f_161 * f_160;
      *((__global float *) ul_159)  =  f_162;
      i_163  =  i_154 + 1;
      i_154  =  i_163;
    }  // B34
    // BLOCK 36
  }  // B0
  else
  {
    // BLOCK 37
  }  // B0
  // BLOCK 38 MERGES [37 36 ]
  return;
}  //  kernel
