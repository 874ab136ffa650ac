__kernel void forwardBf16(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_10, b_61, b_63, b_82, b_83, b_91, b_141, b_143, b_162, b_163;
  float f_16, f_18, f_19, f_22, f_24, f_25, f_27, f_28, f_30, f_31, f_33, f_34;
  float f_36, f_37, f_39, f_40, f_42, f_43, f_45, f_62, f_66, f_67, f_69, f_70;
  float f_81, f_96, f_98, f_99, f_102, f_104, f_105, f_107, f_108, f_110, f_111, f_113;
  float f_114, f_116, f_117, f_119, f_120, f_122, f_123, f_125, f_142, f_146, f_147, f_149;
  float f_150, f_161;
  int i_4, i_5, i_6, i_7, i_8, i_9, i_11, i_17, i_20, i_21, i_23, i_26;
  int i_29, i_32, i_35, i_38, i_41, i_44, i_46, i_47, i_48, i_49, i_50, i_51;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60, i_64, i_65, i_68;
  int i_71, i_72, i_73, i_74, i_75, i_76, i_77, i_78, i_79, i_80, i_84, i_85;
  int i_86, i_97, i_100, i_101, i_103, i_106, i_109, i_112, i_115, i_118, i_121, i_124;
  int i_126, i_127, i_128, i_129, i_130, i_131, i_132, i_133, i_134, i_135, i_136, i_137;
  int i_138, i_139, i_140, i_144, i_145, i_148, i_151, i_152, i_153, i_154, i_155, i_156;
  int i_157, i_158, i_159, i_160, i_164, i_165, i_166, i_167, i_168, i_169, i_170;
  long l_12, l_13, l_14, l_87, l_88, l_89, l_92, l_93, l_94;
  ulong ul_0, ul_1, ul_2, ul_3, ul_15, ul_90, ul_95;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) y;
  ul_3  =  ul_1 + 16L;
  i_4  =  *((__global int *) ul_3);
  i_5  =  get_global_id(0);
  i_6  =  i_4 + 1;
  i_7  =  i_6 >> 31;
  i_8  =  i_7 + i_6;
  i_9  =  i_8 >> 1;
  b_10  =  i_5 < i_9;
  if(b_10)
  {
    // BLOCK 1
    i_11  =  i_5 << 1;
    l_12  =  (long) i_11;
    l_13  =  l_12 + 4L;
    l_14  =  l_13 << 2;
    ul_15  =  ul_0 + l_14;
    f_16  =  *((__global float *) ul_15);
    i_17  =  isless(f_16, 0.0F);
    if(i_17 == 1)
    {
      // BLOCK 2
      f_18  =  -f_16;
      f_19  =  f_18;
    }  // B1
    else
    {
      // BLOCK 3
      f_19  =  f_16;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_20  =  isequal(f_16, f_16);
    if(i_20 == 1)
    {
      // BLOCK 5
      i_21  =  isless(3.4028235E38F, f_19);
      if(i_21 == 1)
      {
        // BLOCK 6
        f_22  =  0.0F;
      }  // B5
      else
      {
        // BLOCK 7
        f_22  =  f_19;
      }  // B5
    }  // B4
    else
    {
      // BLOCK 8
      f_22  =  0.0F;
    }  // B4
    // BLOCK 9 MERGES [6 7 8 ]
    i_23  =  isless(f_22, 1.0F);
    if(i_23 == 1)
    {
      // BLOCK 10
      f_24  =  f_22 * 1.7014118E38F;
      f_25  =  f_24;
    }  // B9
    else
    {
      // BLOCK 11
      f_25  =  f_22;
    }  // B9
    // BLOCK 12 MERGES [10 11 ]
    i_26  =  isless(f_25, 1.8446744E19F);
    if(i_26 == 1)
    {
      // BLOCK 13
      f_27  =  1.0F;
    }  // B12
    else
    {
      // BLOCK 14
      f_27  =  5.421011E-20F;
    }  // B12
    // BLOCK 15 MERGES [13 14 ]
    f_28  =  f_27 * f_25;
    i_29  =  isless(f_28, 4.2949673E9F);
    if(i_29 == 1)
    {
      // BLOCK 16
      f_30  =  1.0F;
    }  // B15
    else
    {
      // BLOCK 17
      f_30  =  2.3283064E-10F;
    }  // B15
    // BLOCK 18 MERGES [16 17 ]
    f_31  =  f_30 * f_28;
    i_32  =  isless(f_31, 65536.0F);
    if(i_32 == 1)
    {
      // BLOCK 19
      f_33  =  1.0F;
    }  // B18
    else
    {
      // BLOCK 20
      f_33  =  1.5258789E-5F;
    }  // B18
    // BLOCK 21 MERGES [19 20 ]
    f_34  =  f_33 * f_31;
    i_35  =  isless(f_34, 256.0F);
    if(i_35 == 1)
    {
      // BLOCK 22
      f_36  =  1.0F;
    }  // B21
    else
    {
      // BLOCK 23
      f_36  =  0.00390625F;
    }  // B21
    // BLOCK 24 MERGES [22 23 ]
    f_37  =  f_36 * f_34;
    i_38  =  isless(f_37, 16.0F);
    if(i_38 == 1)
    {
      // BLOCK 25
      f_39  =  1.0F;
    }  // B24
    else
    {
      // BLOCK 26
      f_39  =  0.0625F;
    }  // B24
    // BLOCK 27 MERGES [25 26 ]
    f_40  =  f_39 * f_37;
    i_41  =  isless(f_40, 4.0F);
    if(i_41 == 1)
    {
      // BLOCK 28
      f_42  =  1.0F;
    }  // B27
    else
    {
      // BLOCK 29
      f_42  =  0.25F;
    }  // B27
    // BLOCK 30 MERGES [28 29 ]
    f_43  =  f_42 * f_40;
    i_44  =  isless(f_43, 2.0F);
    if(i_44 == 1)
    {
      // BLOCK 31
      f_45  =  1.0F;
    }  // B30
    else
    {
      // BLOCK 32
      f_45  =  0.5F;
    }  // B30
    // BLOCK 33 MERGES [31 32 ]
    i_46  =  (f_43 < 2.0F) ? 0 : 1;
    i_47  =  (f_40 < 4.0F) ? 0 : 2;
    i_48  =  (f_37 < 16.0F) ? 0 : 4;
    i_49  =  (f_25 < 1.8446744E19F) ? 0 : 64;
    i_50  =  (f_28 < 4.2949673E9F) ? 0 : 32;
    i_51  =  i_49 + i_50;
    i_52  =  (f_31 < 65536.0F) ? 0 : 16;
    i_53  =  i_51 + i_52;
    i_54  =  (f_34 < 256.0F) ? 0 : 8;
    i_55  =  i_53 + i_54;
    i_56  =  i_48 + i_55;
    i_57  =  i_47 + i_56;
    i_58  =  i_46 + i_57;
    i_59  =  (f_22 < 1.0F) ? 0 : 127;
    i_60  =  i_58 + i_59;
    b_61  =  i_60 == 0;
    if(b_61)
    {
      // BLOCK 34
      f_62  =  64.0F;
    }  // B33
    else
    {
      // BLOCK 35
      f_62  =  128.0F;
    }  // B33
    // BLOCK 36 MERGES [34 35 ]
    b_63  =  i_60 == 0;
    if(b_63)
    {
      // BLOCK 37
      i_64  =  0;
    }  // B36
    else
    {
      // BLOCK 38
      i_65  =  i_60 + -1;
      i_64  =  i_65;
    }  // B36
    // BLOCK 39 MERGES [37 38 ]
    f_66  =  f_45 * f_43;
    f_67  =  f_66 * f_62;
    i_68  =  isnan(f_67)? 0 : (int) f_67;
    f_69  =  (float) i_68;
    f_70  =  f_67 - f_69;
    i_71  =  isless(0.5F, f_70);
    if(i_71 == 1)
    {
      // BLOCK 40
      i_72  =  1;
    }  // B39
    else
    {
      // BLOCK 41
      i_73  =  isequal(f_70, 0.5F);
      if(i_73 == 1)
      {
        // BLOCK 42
        i_74  =  i_68 & 1;
        i_72  =  i_74;
      }  // B41
      else
      {
        // BLOCK 43
        i_72  =  0;
      }  // B41
    }  // B39
    // BLOCK 44 MERGES [40 42 43 ]
    i_75  =  isequal(f_16, f_16);
    if(i_75 == 1)
    {
      // BLOCK 45
      i_76  =  isless(3.4028235E38F, f_19);
      if(i_76 == 1)
      {
        // BLOCK 46
        i_77  =  32640;
      }  // B45
      else
      {
        // BLOCK 47
        i_78  =  i_64 << 7;
        i_79  =  i_72 + i_68;
        i_80  =  i_78 + i_79;
        i_77  =  i_80;
      }  // B45
    }  // B44
    else
    {
      // BLOCK 48
      i_77  =  32704;
    }  // B44
    // BLOCK 49 MERGES [46 47 48 ]
    f_81  =  1.0F / f_16;
    b_82  =  isnotequal(f_16, 0.0F) || isgreaterequal(f_81, 0.0F);
    b_83  =  isless(f_16, 0.0F) || isnotequal(f_16, 0.0F) && isgreaterequal(f_81, 0.0F);
    i_84  =  (b_83 == true) ? 32768 : 0;
    i_85  =  i_77 | i_84;
    i_86  =  i_11 + 1;
    l_87  =  (long) i_5;
    l_88  =  l_87 + 4L;
    l_89  =  l_88 << 2;
    ul_90  =  ul_2 + l_89;
    b_91  =  i_86 < i_4;
    if(b_91)
    {
      // BLOCK 50
      l_92  =  (long) i_86;
      l_93  =  l_92 + 4L;
      l_94  =  l_93 << 2;
      ul_95  =  ul_0 + l_94;
      f_96  =  *((__global float *) ul_95);
      i_97  =  isless(f_96, 0.0F);
      if(i_97 == 1)
      {
        // BLOCK 51
        f_98  =  -f_96;
        f_99  =  f_98;
      }  // B50
      else
      {
        // BLOCK 52
        f_99  =  f_96;
      }  // B50
      // BLOCK 53 MERGES [51 52 ]
      i_100  =  isequal(f_96, f_96);
      if(i_100 == 1)
      {
        // BLOCK 54
        i_101  =  isless(3.4028235E38F, f_99);
        if(i_101 == 1)
        {
          // BLOCK 55
          f_102  =  0.0F;
        }  // B54
        else
        {
          // BLOCK 56
          f_102  =  f_99;
        }  // B54
      }  // B53
      else
      {
        // BLOCK 57
        f_102  =  0.0F;
      }  // B53
      // BLOCK 58 MERGES [55 56 57 ]
      i_103  =  isless(f_102, 1.0F);
      if(i_103 == 1)
      {
        // BLOCK 59
        f_104  =  f_102 * 1.7014118E38F;
        f_105  =  f_104;
      }  // B58
      else
      {
        // BLOCK 60
        f_105  =  f_102;
      }  // B58
      // BLOCK 61 MERGES [59 60 ]
      i_106  =  isless(f_105, 1.8446744E19F);
      if(i_106 == 1)
      {
        // BLOCK 62
        f_107  =  1.0F;
      }  // B61
      else
      {
        // BLOCK 63
        f_107  =  5.421011E-20F;
      }  // B61
      // BLOCK 64 MERGES [62 63 ]
      f_108  =  f_107 * f_105;
      i_109  =  isless(f_108, 4.2949673E9F);
      if(i_109 == 1)
      {
        // BLOCK 65
        f_110  =  1.0F;
      }  // B64
      else
      {
        // BLOCK 66
        f_110  =  2.3283064E-10F;
      }  // B64
      // BLOCK 67 MERGES [65 66 ]
      f_111  =  f_110 * f_108;
      i_112  =  isless(f_111, 65536.0F);
      if(i_112 == 1)
      {
        // BLOCK 68
        f_113  =  1.0F;
      }  // B67
      else
      {
        // BLOCK 69
        f_113  =  1.5258789E-5F;
      }  // B67
      // BLOCK 70 MERGES [68 69 ]
      f_114  =  f_113 * f_111;
      i_115  =  isless(f_114, 256.0F);
      if(i_115 == 1)
      {
        // BLOCK 71
        f_116  =  1.0F;
      }  // B70
      else
      {
        // BLOCK 72
        f_116  =  0.00390625F;
      }  // B70
      // BLOCK 73 MERGES [71 72 ]
      f_117  =  f_116 * f_114;
      i_118  =  isless(f_117, 16.0F);
      if(i_118 == 1)
      {
        // BLOCK 74
        f_119  =  1.0F;
      }  // B73
      else
      {
        // BLOCK 75
        f_119  =  0.0625F;
      }  // B73
      // BLOCK 76 MERGES [74 75 ]
      f_120  =  f_119 * f_117;
      i_121  =  isless(f_120, 4.0F);
      if(i_121 == 1)
      {
        // BLOCK 77
        f_122  =  1.0F;
      }  // B76
      else
      {
        // BLOCK 78
        f_122  =  0.25F;
      }  // B76
      // BLOCK 79 MERGES [77 78 ]
      f_123  =  f_122 * f_120;
      i_124  =  isless(f_123, 2.0F);
      if(i_124 == 1)
      {
        // BLOCK 80
        f_125  =  1.0F;
      }  // B79
      else
      {
        // BLOCK 81
        f_125  =  0.5F;
      }  // B79
      // BLOCK 82 MERGES [80 81 ]
      i_126  =  (f_123 < 2.0F) ? 0 : 1;
      i_127  =  (f_120 < 4.0F) ? 0 : 2;
      i_128  =  (f_117 < 16.0F) ? 0 : 4;
      i_129  =  (f_105 < 1.8446744E19F) ? 0 : 64;
      i_130  =  (f_108 < 4.2949673E9F) ? 0 : 32;
      i_131  =  i_129 + i_130;
      i_132  =  (f_111 < 65536.0F) ? 0 : 16;
      i_133  =  i_131 + i_132;
      i_134  =  (f_114 < 256.0F) ? 0 : 8;
      i_135  =  i_133 + i_134;
      i_136  =  i_128 + i_135;
      i_137  =  i_127 + i_136;
      i_138  =  i_126 + i_137;
      i_139  =  (f_102 < 1.0F) ? 0 : 127;
      i_140  =  i_138 + i_139;
      b_141  =  i_140 == 0;
      if(b_141)
      {
        // BLOCK 83
        f_142  =  64.0F;
      }  // B82
      else
      {
        // BLOCK 84
        f_142  =  128.0F;
      }  // B82
      // BLOCK 85 MERGES [83 84 ]
      b_143  =  i_140 == 0;
      if(b_143)
      {
        // BLOCK 86
        i_144  =  0;
      }  // B85
      else
      {
        // BLOCK 87
        i_145  =  i_140 + -1;
        i_144  =  i_145;
      }  // B85
      // BLOCK 88 MERGES [86 87 ]
      f_146  =  f_125 * f_123;
      f_147  =  f_146 * f_142;
      i_148  =  isnan(f_147)? 0 : (int) f_147;
      f_149  =  (float) i_148;
      f_150  =  f_147 - f_149;
      i_151  =  isless(0.5F, f_150);
      if(i_151 == 1)
      {
        // BLOCK 89
        i_152  =  1;
      }  // B88
      else
      {
        // BLOCK 90
        i_153  =  isequal(f_150, 0.5F);
        if(i_153 == 1)
        {
          // BLOCK 91
          i_154  =  i_148 & 1;
          i_152  =  i_154;
        }  // B90
        else
        {
          // BLOCK 92
          i_152  =  0;
        }  // B90
      }  // B88
      // BLOCK 93 MERGES [89 91 92 ]
      i_155  =  isequal(f_96, f_96);
      if(i_155 == 1)
      {
        // BLOCK 94
        i_156  =  isless(3.4028235E38F, f_99);
        if(i_156 == 1)
        {
          // BLOCK 95
          i_157  =  32640;
        }  // B94
        else
        {
          // BLOCK 96
          i_158  =  i_144 << 7;
          i_159  =  i_152 + i_148;
          i_160  =  i_158 + i_159;
          i_157  =  i_160;
        }  // B94
      }  // B93
      else
      {
        // BLOCK 97
        i_157  =  32704;
      }  // B93
      // BLOCK 98 MERGES [95 96 97 ]
      f_161  =  1.0F / f_96;
      b_162  =  isnotequal(f_96, 0.0F) || isgreaterequal(f_161, 0.0F);
      b_163  =  isless(f_96, 0.0F) || isnotequal(f_96, 0.0F) && isgreaterequal(f_161, 0.0F);
      i_164  =  (b_163 == true) ? 32768 : 0;
      i_165  =  i_157 | i_164;
      i_166  =  i_165 << 16;
      i_167  =  i_166 | i_85;
      *((__global int *) ul_90)  =  i_167;
    }  // B49
    else
    {
      // BLOCK 99
      i_168  =  *((__global int *) ul_90);
      i_169  =  i_168 & -65536;
      i_170  =  i_169 | i_85;
      *((__global int *) ul_90)  =  i_170;
    }  // B49
  }  // B0
  else
  {
    // BLOCK 100
  }  // B0
  // BLOCK 101 MERGES [100 98 99 ]
  return;
}  //  kernel
