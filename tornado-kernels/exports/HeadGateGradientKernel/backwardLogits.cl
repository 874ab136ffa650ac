__kernel void backwardLogits(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *gates, __global uchar *dg, __global uchar *sizes, __global uchar *dz)
{
  bool b_18, b_34, b_88, b_90, b_128;
  float f_41, f_43, f_50, f_51, f_52, f_54, f_55, f_62, f_63, f_65, f_66, f_67;
  float f_69, f_70, f_77, f_78, f_81, f_83, f_84, f_85, f_91, f_97, f_99, f_101;
  float f_108, f_111, f_113, f_115, f_116, f_117, f_119, f_120, f_135, f_136, f_137, f_138;
  float f_139, f_140, f_141, f_142, f_143, f_151;
  int i_5, i_7, i_9, i_11, i_13, i_15, i_16, i_17, i_20, i_22, i_24, i_26;
  int i_27, i_28, i_29, i_30, i_31, i_32, i_33, i_35, i_36, i_44, i_45, i_53;
  int i_56, i_57, i_68, i_71, i_72, i_79, i_80, i_86, i_87, i_89, i_92, i_98;
  int i_100, i_102, i_103, i_109, i_110, i_118, i_121, i_122, i_127, i_129, i_130, i_144;
  int i_145, i_146;
  long l_37, l_38, l_39, l_46, l_47, l_48, l_58, l_59, l_60, l_73, l_74, l_75;
  long l_93, l_94, l_95, l_104, l_105, l_106, l_123, l_124, l_125, l_131, l_132, l_133;
  long l_147, l_148, l_149;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_14, ul_19, ul_21;
  ulong ul_23, ul_25, ul_40, ul_42, ul_49, ul_61, ul_64, ul_76, ul_82, ul_96, ul_107, ul_112;
  ulong ul_114, ul_126, ul_134, ul_150;

  // BLOCK 0
  ul_0  =  (ulong) gates;
  ul_1  =  (ulong) dg;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) dz;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 36L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 40L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 44L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_2 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_7 * i_15;
  b_18  =  i_16 < i_17;
  if(b_18)
  {
    // BLOCK 1
    ul_19  =  ul_2 + 108L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 112L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 120L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 124L;
    i_26  =  *((__global int *) ul_25);
    i_27  =  i_16 / i_7;
    i_28  =  i_27 * i_22;
    i_29  =  i_28 + i_20;
    i_30  =  i_16 % i_7;
    i_31  =  i_30 * i_24;
    i_32  =  i_29 + i_31;
    i_33  =  i_5 * i_16;
    b_34  =  i_9 == 0;
    if(b_34)
    {
      // BLOCK 2
      // BLOCK 3 MERGES [2 4 ]
      i_35  =  0;
      for(;i_35 < i_5;)
      {
        // BLOCK 4
        i_36  =  i_33 + i_35;
        l_37  =  (long) i_36;
        l_38  =  l_37 + 4L;
        l_39  =  l_38 << 2;
        ul_40  =  ul_0 + l_39;
        f_41  =  *((__global float *) ul_40);
        ul_42  =  ul_1 + l_39;
        f_43  =  *((__global float *) ul_42);
        i_44  =  i_26 * i_35;
        i_45  =  i_44 + i_32;
        l_46  =  (long) i_45;
        l_47  =  l_46 + 4L;
        l_48  =  l_47 << 2;
        ul_49  =  ul_3 + l_48;
        f_50  =  f_41 * f_43;
        f_51  =  1.0F - f_41;
        f_52  =  f_50 * f_51;
        *((__global float *) ul_49)  =  f_52;
        i_53  =  i_35 + 1;
        i_35  =  i_53;
      }  // B3
      // BLOCK 5
    }  // B1
    else
    {
      // BLOCK 6
      // BLOCK 7 MERGES [6 8 ]
      f_54  =  0.0F;
      f_55  =  0.0F;
      i_56  =  0;
      for(;i_56 < i_11;)
      {
        // BLOCK 8
        i_57  =  i_33 + i_56;
        l_58  =  (long) i_57;
        l_59  =  l_58 + 4L;
        l_60  =  l_59 << 2;
        ul_61  =  ul_0 + l_60;
        f_62  =  *((__global float *) ul_61);
        f_63  =  *((__global float *) ul_61);
        ul_64  =  ul_1 + l_60;
        f_65  =  *((__global float *) ul_64);
        f_66  =  fma(f_63, f_65, f_54);
        f_67  =  f_55 + f_62;
        i_68  =  i_56 + 1;
        f_54  =  f_66;
        f_55  =  f_67;
        i_56  =  i_68;
      }  // B7
      // BLOCK 9
      // BLOCK 10 MERGES [9 14 ]
      f_69  =  0.0F;
      f_70  =  0.0F;
      i_71  =  i_11;
      for(;i_71 < i_5;)
      {
        // BLOCK 11
        i_72  =  i_33 + i_71;
        l_73  =  (long) i_72;
        l_74  =  l_73 + 4L;
        l_75  =  l_74 << 2;
        ul_76  =  ul_0 + l_75;
        f_77  =  *((__global float *) ul_76);
        f_78  =  f_70 + f_77;
        i_79  =  i_71 + 1;
        i_80  =  isequal(f_77, 0.0F);
        if(i_80 == 1)
        {
          // BLOCK 12
          f_81  =  f_69;
        }  // B11
        else
        {
          // BLOCK 13
          ul_82  =  ul_1 + l_75;
          f_83  =  *((__global float *) ul_82);
          f_84  =  fma(f_77, f_83, f_69);
          f_81  =  f_84;
        }  // B11
        // BLOCK 14 MERGES [12 13 ]
        f_85  =  f_78;
        i_86  =  i_79;
        f_69  =  f_81;
        f_70  =  f_85;
        i_71  =  i_86;
      }  // B10
      // BLOCK 15
      // BLOCK 16 MERGES [15 32 ]
      i_87  =  0;
      for(;i_87 < i_5;)
      {
        // BLOCK 17
        b_88  =  i_87 < i_11;
        if(b_88)
        {
          // BLOCK 18
          i_89  =  i_11;
        }  // B17
        else
        {
          // BLOCK 19
          i_89  =  i_5;
        }  // B17
        // BLOCK 20 MERGES [18 19 ]
        b_90  =  i_87 < i_11;
        if(b_90)
        {
          // BLOCK 21
          f_91  =  f_55;
        }  // B20
        else
        {
          // BLOCK 22
          f_91  =  f_70;
        }  // B20
        // BLOCK 23 MERGES [21 22 ]
        i_92  =  i_33 + i_87;
        l_93  =  (long) i_92;
        l_94  =  l_93 + 4L;
        l_95  =  l_94 << 2;
        ul_96  =  ul_0 + l_95;
        f_97  =  *((__global float *) ul_96);
        i_98  =  isequal(f_97, 0.0F);
        if(i_98 == 1)
        {
          // BLOCK 24
          f_99  =  0.0F;
        }  // B23
        else
        {
          // BLOCK 25
          i_100  =  (i_87 < i_11) ? 0 : i_11;
          // BLOCK 26 MERGES [25 30 ]
          f_101  =  0.0F;
          i_102  =  i_100;
          for(;i_102 < i_89;)
          {
            // BLOCK 27
            i_103  =  i_33 + i_102;
            l_104  =  (long) i_103;
            l_105  =  l_104 + 4L;
            l_106  =  l_105 << 2;
            ul_107  =  ul_0 + l_106;
            f_108  =  *((__global float *) ul_107);
            i_109  =  i_102 + 1;
            i_110  =  isequal(f_108, 0.0F);
            if(i_110 == 1)
            {
              // BLOCK 28
              f_111  =  f_101;
            }  // B27
            else
            {
              // BLOCK 29
              ul_112  =  ul_1 + l_95;
              f_113  =  *((__global float *) ul_112);
              ul_114  =  ul_1 + l_106;
              f_115  =  *((__global float *) ul_114);
              f_116  =  f_113 - f_115;
              f_117  =  fma(f_116, f_108, f_101);
              f_111  =  f_117;
            }  // B27
            // BLOCK 30 MERGES [28 29 ]
            i_118  =  i_109;
            f_101  =  f_111;
            i_102  =  i_118;
          }  // B26
          // BLOCK 31
          f_119  =  f_101 * f_97;
          f_120  =  f_119 / f_91;
          f_99  =  f_120;
        }  // B23
        // BLOCK 32 MERGES [24 31 ]
        i_121  =  i_87 * i_26;
        i_122  =  i_121 + i_32;
        l_123  =  (long) i_122;
        l_124  =  l_123 + 4L;
        l_125  =  l_124 << 2;
        ul_126  =  ul_3 + l_125;
        *((__global float *) ul_126)  =  f_99;
        i_127  =  i_87 + 1;
        i_87  =  i_127;
      }  // B16
      // BLOCK 33
      b_128  =  i_11 < 1;
      if(b_128)
      {
        // BLOCK 34
      }  // B33
      else
      {
        // BLOCK 35
        i_129  =  i_5 * i_26;
        i_130  =  i_129 + i_32;
        l_131  =  (long) i_130;
        l_132  =  l_131 + 4L;
        l_133  =  l_132 << 2;
        ul_134  =  ul_3 + l_133;
        f_135  =  (float) i_13;
        f_136  =  f_135 * 2.0F;
        f_137  =  f_70 / f_136;
        f_138  =  f_137 * f_54;
        f_139  =  (float) i_11;
        f_140  =  f_139 * 2.0F;
        f_141  =  f_55 / f_140;
        f_142  =  f_141 * f_69;
        f_143  =  f_138 - f_142;
        *((__global float *) ul_134)  =  f_143;
        i_144  =  i_5 + 1;
        i_145  =  i_144 * i_26;
        i_146  =  i_145 + i_32;
        l_147  =  (long) i_146;
        l_148  =  l_147 + 4L;
        l_149  =  l_148 << 2;
        ul_150  =  ul_3 + l_149;
        f_151  =  -f_143;
        *((__global float *) ul_150)  =  f_151;
      }  // B33
    }  // B1
  }  // B0
  else
  {
    // BLOCK 36
  }  // B0
  // BLOCK 37 MERGES [36 5 34 35 ]
  return;
}  //  kernel
