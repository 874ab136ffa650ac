__kernel void backwardLanes(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *p, __global uchar *lseGradient, __global uchar *ranges, __global uchar *sizes, __global uchar *d)
{
  bool b_18, b_113, b_135, b_137;
  float f_70, f_76, f_82, f_83, f_87, f_93, f_99, f_100, f_104, f_106, f_107, f_110;
  float f_132, f_133, f_134, f_152, f_158, f_159, f_160;
  int i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_20, i_22, i_24, i_26, i_28;
  int i_30, i_32, i_34, i_35, i_36, i_37, i_38, i_39, i_40, i_45, i_46, i_51;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_64, i_65, i_66, i_67, i_68, i_69, i_71, i_77, i_84, i_85, i_86, i_88;
  int i_94, i_101, i_102, i_103, i_105, i_108, i_109, i_112, i_115, i_117, i_119, i_121;
  int i_122, i_123, i_124, i_125, i_126, i_127, i_136, i_138, i_139, i_140, i_145, i_146;
  int i_147, i_153, i_161, i_162, i_163, i_168;
  long l_41, l_42, l_43, l_47, l_48, l_49, l_72, l_73, l_74, l_78, l_79, l_80;
  long l_89, l_90, l_91, l_95, l_96, l_97, l_128, l_129, l_130, l_141, l_142, l_143;
  long l_148, l_149, l_150, l_154, l_155, l_156, l_164, l_165, l_166;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_7, ul_9, ul_11, ul_13, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_31, ul_33, ul_44, ul_50, ul_75, ul_81, ul_92, ul_98, ul_111;
  ulong ul_114, ul_116, ul_118, ul_120, ul_131, ul_144, ul_151, ul_157, ul_167;

  // BLOCK 0
  ul_0  =  (ulong) p;
  ul_1  =  (ulong) lseGradient;
  ul_2  =  (ulong) ranges;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) d;
  __private float ul_5[64];
  __private float* ul_6 = ul_5;
  ul_7  =  ul_3 + 20L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 24L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 28L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_3 + 16L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_8 * i_14;
  i_17  =  i_16 * i_10;
  b_18  =  i_15 < i_17;
  if(b_18)
  {
    // BLOCK 1
    ul_19  =  ul_3 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_3 + 40L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_3 + 44L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_3 + 48L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_3 + 56L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_3 + 60L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_3 + 64L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_3 + 68L;
    i_34  =  *((__global int *) ul_33);
    i_35  =  i_15 / i_10;
    i_36  =  i_35 / i_8;
    i_37  =  i_36 * i_10;
    i_38  =  i_15 % i_10;
    i_39  =  i_37 + i_38;
    i_40  =  i_39 << 1;
    l_41  =  (long) i_40;
    l_42  =  l_41 + 4L;
    l_43  =  l_42 << 2;
    ul_44  =  ul_2 + l_43;
    i_45  =  *((__global int *) ul_44);
    i_46  =  i_40 + 1;
    l_47  =  (long) i_46;
    l_48  =  l_47 + 4L;
    l_49  =  l_48 << 2;
    ul_50  =  ul_2 + l_49;
    i_51  =  *((__global int *) ul_50);
    ul_6[0]  =  0.0F;
    ul_6[1]  =  0.0F;
    ul_6[2]  =  0.0F;
    ul_6[3]  =  0.0F;
    ul_6[4]  =  0.0F;
    ul_6[5]  =  0.0F;
    ul_6[6]  =  0.0F;
    ul_6[7]  =  0.0F;
    ul_6[8]  =  0.0F;
    ul_6[9]  =  0.0F;
    ul_6[10]  =  0.0F;
    ul_6[11]  =  0.0F;
    ul_6[12]  =  0.0F;
    ul_6[13]  =  0.0F;
    ul_6[14]  =  0.0F;
    ul_6[15]  =  0.0F;
    ul_6[16]  =  0.0F;
    ul_6[17]  =  0.0F;
    ul_6[18]  =  0.0F;
    ul_6[19]  =  0.0F;
    ul_6[20]  =  0.0F;
    ul_6[21]  =  0.0F;
    ul_6[22]  =  0.0F;
    ul_6[23]  =  0.0F;
    ul_6[24]  =  0.0F;
    ul_6[25]  =  0.0F;
    ul_6[26]  =  0.0F;
    ul_6[27]  =  0.0F;
    ul_6[28]  =  0.0F;
    ul_6[29]  =  0.0F;
    ul_6[30]  =  0.0F;
    ul_6[31]  =  0.0F;
    ul_6[32]  =  0.0F;
    ul_6[33]  =  0.0F;
    ul_6[34]  =  0.0F;
    ul_6[35]  =  0.0F;
    ul_6[36]  =  0.0F;
    ul_6[37]  =  0.0F;
    ul_6[38]  =  0.0F;
    ul_6[39]  =  0.0F;
    ul_6[40]  =  0.0F;
    ul_6[41]  =  0.0F;
    ul_6[42]  =  0.0F;
    ul_6[43]  =  0.0F;
    ul_6[44]  =  0.0F;
    ul_6[45]  =  0.0F;
    ul_6[46]  =  0.0F;
    ul_6[47]  =  0.0F;
    ul_6[48]  =  0.0F;
    ul_6[49]  =  0.0F;
    ul_6[50]  =  0.0F;
    ul_6[51]  =  0.0F;
    ul_6[52]  =  0.0F;
    ul_6[53]  =  0.0F;
    ul_6[54]  =  0.0F;
    ul_6[55]  =  0.0F;
    ul_6[56]  =  0.0F;
    ul_6[57]  =  0.0F;
    ul_6[58]  =  0.0F;
    ul_6[59]  =  0.0F;
    ul_6[60]  =  0.0F;
    ul_6[61]  =  0.0F;
    ul_6[62]  =  0.0F;
    ul_6[63]  =  0.0F;
    i_52  =  i_30 * i_36;
    i_53  =  i_52 + i_28;
    i_54  =  i_35 % i_8;
    i_55  =  i_54 * i_32;
    i_56  =  i_53 + i_55;
    i_57  =  i_34 * i_38;
    i_58  =  i_56 + i_57;
    i_59  =  i_22 * i_36;
    i_60  =  i_59 + i_20;
    i_61  =  i_24 * i_54;
    i_62  =  i_60 + i_61;
    i_63  =  i_26 * i_38;
    i_64  =  i_62 + i_63;
    // BLOCK 2 MERGES [1 6 ]
    i_65  =  i_45;
    for(;;)
    {
      i_66  =  i_65 + 64;
      if(!(i_51 >= i_66))
      {
        break;
      }
      // BLOCK 3
      i_67  =  i_58 + i_65;
      i_68  =  i_64 + i_65;
      // BLOCK 4 MERGES [3 5 ]
      i_69  =  0;
      for(;i_69 < 64;)
      {
        // BLOCK 5
        f_70  =  ul_6[i_69];
        i_71  =  i_68 + i_69;
        l_72  =  (long) i_71;
        l_73  =  l_72 + 4L;
        l_74  =  l_73 << 2;
        ul_75  =  ul_0 + l_74;
        f_76  =  *((__global float *) ul_75);
        i_77  =  i_67 + i_69;
        l_78  =  (long) i_77;
        l_79  =  l_78 + 4L;
        l_80  =  l_79 << 2;
        ul_81  =  ul_4 + l_80;
        f_82  =  *((__global float *) ul_81);
        f_83  =  fma(f_76, f_82, f_70);
        ul_6[i_69]  =  f_83;
        i_84  =  i_69 + 1;
        i_69  =  i_84;
      }  // B4
      // BLOCK 6
      i_65  =  i_66;
    }  // B2
    // BLOCK 7
    // BLOCK 8 MERGES [7 9 ]
    i_85  =  i_65;
    for(;i_85 < i_51;)
    {
      // BLOCK 9
      i_86  =  i_85 - i_65;
      f_87  =  ul_6[i_86];
      i_88  =  i_85 + i_64;
      l_89  =  (long) i_88;
      l_90  =  l_89 + 4L;
      l_91  =  l_90 << 2;
      ul_92  =  ul_0 + l_91;
      f_93  =  *((__global float *) ul_92);
      i_94  =  i_85 + i_58;
      l_95  =  (long) i_94;
      l_96  =  l_95 + 4L;
      l_97  =  l_96 << 2;
      ul_98  =  ul_4 + l_97;
      f_99  =  *((__global float *) ul_98);
      f_100  =  fma(f_93, f_99, f_87);
      ul_6[i_86]  =  f_100;
      i_101  =  i_85 + 1;
      i_85  =  i_101;
    }  // B8
    // BLOCK 10
    // BLOCK 11 MERGES [10 15 ]
    i_102  =  32;
    for(;i_102 >= 1;)
    {
      // BLOCK 12
      // BLOCK 13 MERGES [12 14 ]
      i_103  =  0;
      for(;i_103 < i_102;)
      {
        // BLOCK 14
        f_104  =  ul_6[i_103];
        i_105  =  i_102 + i_103;
        f_106  =  ul_6[i_105];
        f_107  =  f_104 + f_106;
        ul_6[i_103]  =  f_107;
        i_108  =  i_103 + 1;
        i_103  =  i_108;
      }  // B13
      // BLOCK 15
      i_109  =  i_102 >> 1;
      i_102  =  i_109;
    }  // B11
    // BLOCK 16
    f_110  =  ul_6[0];
    ul_111  =  ul_3 + 32L;
    i_112  =  *((__global int *) ul_111);
    b_113  =  i_112 == 1;
    if(b_113)
    {
      // BLOCK 17
      ul_114  =  ul_3 + 76L;
      i_115  =  *((__global int *) ul_114);
      ul_116  =  ul_3 + 80L;
      i_117  =  *((__global int *) ul_116);
      ul_118  =  ul_3 + 84L;
      i_119  =  *((__global int *) ul_118);
      ul_120  =  ul_3 + 88L;
      i_121  =  *((__global int *) ul_120);
      i_122  =  i_117 * i_36;
      i_123  =  i_122 + i_115;
      i_124  =  i_119 * i_54;
      i_125  =  i_123 + i_124;
      i_126  =  i_121 * i_38;
      i_127  =  i_125 + i_126;
      l_128  =  (long) i_127;
      l_129  =  l_128 + 4L;
      l_130  =  l_129 << 2;
      ul_131  =  ul_1 + l_130;
      f_132  =  *((__global float *) ul_131);
      f_133  =  f_110 - f_132;
      f_134  =  f_133;
    }  // B16
    else
    {
      // BLOCK 18
      f_134  =  f_110;
    }  // B16
    // BLOCK 19 MERGES [18 17 ]
    b_135  =  i_45 < i_51;
    if(b_135)
    {
      // BLOCK 20
      i_136  =  i_45;
    }  // B19
    else
    {
      // BLOCK 21
      i_136  =  i_12;
    }  // B19
    // BLOCK 22 MERGES [20 21 ]
    b_137  =  i_45 < i_51;
    if(b_137)
    {
      // BLOCK 23
      i_138  =  i_51;
    }  // B22
    else
    {
      // BLOCK 24
      i_138  =  i_12;
    }  // B22
    // BLOCK 25 MERGES [23 24 ]
    // BLOCK 26 MERGES [25 27 ]
    i_139  =  0;
    for(;i_139 < i_136;)
    {
      // BLOCK 27
      i_140  =  i_139 + i_58;
      l_141  =  (long) i_140;
      l_142  =  l_141 + 4L;
      l_143  =  l_142 << 2;
      ul_144  =  ul_4 + l_143;
      *((__global float *) ul_144)  =  0.0F;
      i_145  =  i_139 + 1;
      i_139  =  i_145;
    }  // B26
    // BLOCK 28
    i_146  =  i_136;
    // BLOCK 29 MERGES [28 30 ]
    i_146  =  i_136;
    for(;i_146 < i_138;)
    {
      // BLOCK 30
      i_147  =  i_146 + i_64;
      l_148  =  (long) i_147;
      l_149  =  l_148 + 4L;
      l_150  =  l_149 << 2;
      ul_151  =  ul_0 + l_150;
      f_152  =  *((__global float *) ul_151);
      i_153  =  i_146 + i_58;
      l_154  =  (long) i_153;
      l_155  =  l_154 + 4L;
      l_156  =  l_155 << 2;
      ul_157  =  ul_4 + l_156;
      f_158  =  *((__global float *) ul_157);
      f_159  =  f_158 - f_134;
      f_160  =  f_159 * f_152;
      *((__global float *) ul_157)  =  f_160;
      i_161  =  i_146 + 1;
      i_146  =  i_161;
    }  // B29
    // BLOCK 31
    i_162  =  i_138;
    // BLOCK 32 MERGES [31 33 ]
    i_162  =  i_138;
    for(;i_162 < i_12;)
    {
      // BLOCK 33
      i_163  =  i_162 + i_58;
      l_164  =  (long) i_163;
      l_165  =  l_164 + 4L;
      l_166  =  l_165 << 2;
      ul_167  =  ul_4 + l_166;
      *((__global float *) ul_167)  =  0.0F;
      i_168  =  i_162 + 1;
      i_162  =  i_168;
    }  // B32
    // BLOCK 34
  }  // B0
  else
  {
    // BLOCK 35
  }  // B0
  // BLOCK 36 MERGES [35 34 ]
  return;
}  //  kernel
