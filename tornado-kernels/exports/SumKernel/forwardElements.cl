__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *result)
{
  bool b_9, b_36, b_47;
  float f_91, f_92, f_95, f_96, f_101, f_125, f_133, f_134, f_137, f_138, f_139, f_140;
  float f_141, f_143, f_144, f_146, f_147, f_148, f_149, f_150, f_152, f_153;
  int i_4, i_6, i_7, i_8, i_11, i_13, i_15, i_17, i_19, i_21, i_23, i_25;
  int i_27, i_29, i_31, i_33, i_35, i_37, i_38, i_39, i_40, i_41, i_42, i_43;
  int i_44, i_45, i_46, i_49, i_50, i_51, i_53, i_55, i_57, i_59, i_60, i_61;
  int i_62, i_63, i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73;
  int i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_81, i_82, i_83, i_84, i_90;
  int i_93, i_94, i_97, i_98, i_99, i_100, i_102, i_103, i_104, i_105, i_106, i_107;
  int i_108, i_109, i_110, i_111, i_112, i_113, i_114, i_115, i_116, i_117, i_118, i_119;
  int i_120, i_121, i_122, i_123, i_124, i_126, i_127, i_128, i_135, i_136, i_142, i_145;
  int i_151, i_154;
  long l_129, l_130, l_131, l_155, l_156, l_157;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_10, ul_12, ul_14, ul_16, ul_18, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_30, ul_32, ul_34, ul_48, ul_52, ul_54, ul_56, ul_58, ul_85;
  ulong ul_86, ul_87, ul_88, ul_89, ul_132, ul_158;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) result;
  ul_3  =  ul_1 + 16L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_1 + 28L;
  i_6  =  *((__global int *) ul_5);
  i_7  =  get_global_id(0);
  i_8  =  i_4 * i_6;
  b_9  =  i_7 < i_8;
  if(b_9)
  {
    // BLOCK 1
    ul_10  =  ul_1 + 24L;
    i_11  =  *((__global int *) ul_10);
    ul_12  =  ul_1 + 56L;
    i_13  =  *((__global int *) ul_12);
    ul_14  =  ul_1 + 104L;
    i_15  =  *((__global int *) ul_14);
    ul_16  =  ul_1 + 120L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_1 + 36L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_1 + 52L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_1 + 48L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_1 + 68L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_1 + 64L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_1 + 60L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_1 + 72L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_1 + 20L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_1 + 32L;
    i_35  =  *((__global int *) ul_34);
    b_36  =  i_35 == 1;
    if(b_36)
    {
      // BLOCK 2
      i_37  =  i_7 / i_4;
      i_38  =  i_11 * i_37;
      i_39  =  i_38 + i_11;
      i_40  =  min(i_33, i_39);
      i_41  =  i_38;
      i_42  =  i_40;
    }  // B1
    else
    {
      // BLOCK 3
      i_41  =  0;
      i_42  =  i_33;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    i_43  =  *((__global int *) ul_34);
    i_44  =  i_7 % i_4;
    i_45  =  i_44 / i_13;
    i_46  =  i_44 % i_13;
    b_47  =  i_43 == 0;
    if(b_47)
    {
      // BLOCK 5
      ul_48  =  ul_1 + 40L;
      i_49  =  *((__global int *) ul_48);
      i_50  =  *((__global int *) ul_20);
      i_51  =  *((__global int *) ul_22);
      ul_52  =  ul_1 + 84L;
      i_53  =  *((__global int *) ul_52);
      ul_54  =  ul_1 + 80L;
      i_55  =  *((__global int *) ul_54);
      ul_56  =  ul_1 + 76L;
      i_57  =  *((__global int *) ul_56);
      ul_58  =  ul_1 + 88L;
      i_59  =  *((__global int *) ul_58);
      i_60  =  i_45 % i_50;
      i_61  =  i_60 * i_53;
      i_62  =  i_45 / i_50;
      i_63  =  i_62 % i_51;
      i_64  =  i_63 * i_55;
      i_65  =  i_61 + i_64;
      i_66  =  i_62 / i_51;
      i_67  =  i_66 * i_57;
      i_68  =  i_65 + i_67;
      i_69  =  i_68 + i_49;
      i_70  =  i_46 * i_59;
      i_71  =  i_69 + i_70;
      i_72  =  i_71;
    }  // B4
    else
    {
      // BLOCK 6
      i_72  =  i_7;
    }  // B4
    // BLOCK 7 MERGES [6 5 ]
    i_73  =  i_45 % i_21;
    i_74  =  i_73 * i_25;
    i_75  =  i_45 / i_21;
    i_76  =  i_75 % i_23;
    i_77  =  i_76 * i_27;
    i_78  =  i_74 + i_77;
    i_79  =  i_75 / i_23;
    i_80  =  i_79 * i_29;
    i_81  =  i_78 + i_80;
    i_82  =  i_81 + i_19;
    i_83  =  i_31 * i_46;
    i_84  =  i_82 + i_83;
    ul_85  =  ul_1 + 108L;
    ul_86  =  ul_1 + 112L;
    ul_87  =  ul_1 + 116L;
    ul_88  =  ul_1 + 96L;
    ul_89  =  ul_1 + 100L;
    i_90  =  i_41;
    // BLOCK 8 MERGES [7 24 ]
    f_91  =  0.0F;
    f_92  =  0.0F;
    i_90  =  i_41;
    for(;i_90 < i_42;)
    {
      // BLOCK 9
      i_93  =  i_90 + i_11;
      i_94  =  min(i_42, i_93);
      // BLOCK 10 MERGES [9 20 ]
      f_95  =  0.0F;
      f_96  =  0.0F;
      i_97  =  i_90;
      for(;i_97 < i_94;)
      {
        // BLOCK 11
        i_98  =  i_97 % i_15;
        i_99  =  i_97 + 64;
        i_100  =  min(i_94, i_99);
        // BLOCK 12 MERGES [11 16 ]
        f_101  =  0.0F;
        i_102  =  i_97;
        i_103  =  i_98;
        for(;i_102 < i_100;)
        {
          // BLOCK 13
          i_104  =  *((__global int *) ul_89);
          i_105  =  *((__global int *) ul_88);
          i_106  =  *((__global int *) ul_87);
          i_107  =  *((__global int *) ul_86);
          i_108  =  *((__global int *) ul_85);
          i_109  =  i_102 / i_15;
          i_110  =  i_109 % i_104;
          i_111  =  i_110 * i_106;
          i_112  =  i_109 / i_104;
          i_113  =  i_112 % i_105;
          i_114  =  i_113 * i_107;
          i_115  =  i_111 + i_114;
          i_116  =  i_112 / i_105;
          i_117  =  i_116 * i_108;
          i_118  =  i_115 + i_117;
          i_119  =  i_84 + i_118;
          i_120  =  i_103 * i_17;
          i_121  =  i_119 + i_120;
          i_122  =  i_100 - i_102;
          i_123  =  i_15 - i_103;
          i_124  =  min(i_122, i_123);
          // BLOCK 14 MERGES [13 15 ]
          f_125  =  f_101;
          i_126  =  0;
          for(;i_126 < i_124;)
          {
            // BLOCK 15
            i_127  =  i_126 * i_17;
            i_128  =  i_121 + i_127;
            l_129  =  (long) i_128;
            l_130  =  l_129 + 4L;
            l_131  =  l_130 << 2;
            ul_132  =  ul_0 + l_131;
            f_133  =  *((__global float *) ul_132);
            f_134  =  f_133 + f_125;
            i_135  =  i_126 + 1;
            f_125  =  f_134;
            i_126  =  i_135;
          }  // B14
          // BLOCK 16
          i_136  =  i_102 + i_124;
          f_101  =  f_125;
          i_102  =  i_136;
          i_103  =  0;
        }  // B12
        // BLOCK 17
        f_137  =  f_101 - f_96;
        f_138  =  f_95 + f_137;
        f_139  =  f_138 - f_95;
        f_140  =  f_139 - f_137;
        f_141  =  f_140 * 0.0F;
        i_142  =  isequal(f_141, 0.0F);
        if(i_142 == 1)
        {
          // BLOCK 18
          f_143  =  f_140;
        }  // B17
        else
        {
          // BLOCK 19
          f_143  =  0.0F;
        }  // B17
        // BLOCK 20 MERGES [18 19 ]
        f_144  =  f_138;
        i_145  =  i_99;
        f_95  =  f_144;
        f_96  =  f_143;
        i_97  =  i_145;
      }  // B10
      // BLOCK 21
      f_146  =  f_95 - f_92;
      f_147  =  f_91 + f_146;
      f_148  =  f_147 - f_91;
      f_149  =  f_148 - f_146;
      f_150  =  f_149 * 0.0F;
      i_151  =  isequal(f_150, 0.0F);
      if(i_151 == 1)
      {
        // BLOCK 22
        f_152  =  f_149;
      }  // B21
      else
      {
        // BLOCK 23
        f_152  =  0.0F;
      }  // B21
      // BLOCK 24 MERGES [22 23 ]
      f_153  =  f_147;
      i_154  =  i_93;
      f_91  =  f_153;
      f_92  =  f_152;
      i_90  =  i_154;
    }  // B8
    // BLOCK 25
    l_155  =  (long) i_72;
    l_156  =  l_155 + 4L;
    l_157  =  l_156 << 2;
    ul_158  =  ul_2 + l_157;
    *((__global float *) ul_158)  =  f_91;
  }  // B0
  else
  {
    // BLOCK 26
  }  // B0
  // BLOCK 27 MERGES [26 25 ]
  return;
}  //  kernel
