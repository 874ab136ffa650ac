__kernel void forwardF16(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_10, b_57, b_58, b_66, b_112, b_113;
  float f_16, f_18, f_19, f_22, f_23, f_40, f_41, f_42, f_44, f_45, f_56, f_71;
  float f_73, f_74, f_77, f_78, f_95, f_96, f_97, f_99, f_100, f_111;
  int i_4, i_5, i_6, i_7, i_8, i_9, i_11, i_17, i_20, i_21, i_24, i_25;
  int i_26, i_27, i_28, i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37;
  int i_38, i_39, i_43, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_53, i_54;
  int i_55, i_59, i_60, i_61, i_72, i_75, i_76, i_79, i_80, i_81, i_82, i_83;
  int i_84, i_85, i_86, i_87, i_88, i_89, i_90, i_91, i_92, i_93, i_94, i_98;
  int i_101, i_102, i_103, i_104, i_105, i_106, i_107, i_108, i_109, i_110, i_114, i_115;
  int i_116, i_117, i_118, i_119, i_120;
  long l_12, l_13, l_14, l_62, l_63, l_64, l_67, l_68, l_69;
  ulong ul_0, ul_1, ul_2, ul_3, ul_15, ul_65, ul_70;

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
      i_21  =  isless(f_19, 65520.0F);
      if(i_21 == 1)
      {
        // BLOCK 6
        f_22  =  f_19;
      }  // B5
      else
      {
        // BLOCK 7
        f_22  =  0.0F;
      }  // B5
    }  // B4
    else
    {
      // BLOCK 8
      f_22  =  0.0F;
    }  // B4
    // BLOCK 9 MERGES [6 7 8 ]
    f_23  =  f_22 * 16384.0F;
    i_24  =  isnan(f_23)? 0 : (int) f_23;
    i_25  =  (i_24 < 65536) ? 0 : 16;
    i_26  =  i_24 >> i_25;
    i_27  =  (i_26 < 256) ? 0 : 8;
    i_28  =  i_26 >> i_27;
    i_29  =  (i_28 < 16) ? 0 : 4;
    i_30  =  i_28 >> i_29;
    i_31  =  (i_30 < 4) ? 0 : 2;
    i_32  =  i_25 + i_27;
    i_33  =  i_32 + i_29;
    i_34  =  i_31 + i_33;
    i_35  =  i_30 >> i_31;
    i_36  =  (i_35 < 2) ? 0 : 1;
    i_37  =  i_34 + i_36;
    i_38  =  29 - i_37;
    i_39  =  1 << i_38;
    f_40  =  (float) i_39;
    f_41  =  f_40 * 0.03125F;
    f_42  =  f_41 * f_22;
    i_43  =  isnan(f_42)? 0 : (int) f_42;
    f_44  =  (float) i_43;
    f_45  =  f_42 - f_44;
    i_46  =  isless(0.5F, f_45);
    if(i_46 == 1)
    {
      // BLOCK 10
      i_47  =  1;
    }  // B9
    else
    {
      // BLOCK 11
      i_48  =  isequal(f_45, 0.5F);
      if(i_48 == 1)
      {
        // BLOCK 12
        i_49  =  i_43 & 1;
        i_47  =  i_49;
      }  // B11
      else
      {
        // BLOCK 13
        i_47  =  0;
      }  // B11
    }  // B9
    // BLOCK 14 MERGES [10 12 13 ]
    i_50  =  isequal(f_16, f_16);
    if(i_50 == 1)
    {
      // BLOCK 15
      i_51  =  isless(f_19, 65520.0F);
      if(i_51 == 1)
      {
        // BLOCK 16
        i_52  =  i_37 << 10;
        i_53  =  i_47 + i_43;
        i_54  =  i_52 + i_53;
        i_55  =  i_54;
      }  // B15
      else
      {
        // BLOCK 17
        i_55  =  31744;
      }  // B15
    }  // B14
    else
    {
      // BLOCK 18
      i_55  =  32256;
    }  // B14
    // BLOCK 19 MERGES [16 17 18 ]
    f_56  =  1.0F / f_16;
    b_57  =  isnotequal(f_16, 0.0F) || isgreaterequal(f_56, 0.0F);
    b_58  =  isless(f_16, 0.0F) || isnotequal(f_16, 0.0F) && isgreaterequal(f_56, 0.0F);
    i_59  =  (b_58 == true) ? 32768 : 0;
    i_60  =  i_55 | i_59;
    i_61  =  i_11 + 1;
    l_62  =  (long) i_5;
    l_63  =  l_62 + 4L;
    l_64  =  l_63 << 2;
    ul_65  =  ul_2 + l_64;
    b_66  =  i_61 < i_4;
    if(b_66)
    {
      // BLOCK 20
      l_67  =  (long) i_61;
      l_68  =  l_67 + 4L;
      l_69  =  l_68 << 2;
      ul_70  =  ul_0 + l_69;
      f_71  =  *((__global float *) ul_70);
      i_72  =  isless(f_71, 0.0F);
      if(i_72 == 1)
      {
        // BLOCK 21
        f_73  =  -f_71;
        f_74  =  f_73;
      }  // B20
      else
      {
        // BLOCK 22
        f_74  =  f_71;
      }  // B20
      // BLOCK 23 MERGES [21 22 ]
      i_75  =  isequal(f_71, f_71);
      if(i_75 == 1)
      {
        // BLOCK 24
        i_76  =  isless(f_74, 65520.0F);
        if(i_76 == 1)
        {
          // BLOCK 25
          f_77  =  f_74;
        }  // B24
        else
        {
          // BLOCK 26
          f_77  =  0.0F;
        }  // B24
      }  // B23
      else
      {
        // BLOCK 27
        f_77  =  0.0F;
      }  // B23
      // BLOCK 28 MERGES [25 26 27 ]
      f_78  =  f_77 * 16384.0F;
      i_79  =  isnan(f_78)? 0 : (int) f_78;
      i_80  =  (i_79 < 65536) ? 0 : 16;
      i_81  =  i_79 >> i_80;
      i_82  =  (i_81 < 256) ? 0 : 8;
      i_83  =  i_81 >> i_82;
      i_84  =  (i_83 < 16) ? 0 : 4;
      i_85  =  i_83 >> i_84;
      i_86  =  (i_85 < 4) ? 0 : 2;
      i_87  =  i_80 + i_82;
      i_88  =  i_87 + i_84;
      i_89  =  i_86 + i_88;
      i_90  =  i_85 >> i_86;
      i_91  =  (i_90 < 2) ? 0 : 1;
      i_92  =  i_89 + i_91;
      i_93  =  29 - i_92;
      i_94  =  1 << i_93;
      f_95  =  (float) i_94;
      f_96  =  f_95 * 0.03125F;
      f_97  =  f_96 * f_77;
      i_98  =  isnan(f_97)? 0 : (int) f_97;
      f_99  =  (float) i_98;
      f_100  =  f_97 - f_99;
      i_101  =  isless(0.5F, f_100);
      if(i_101 == 1)
      {
        // BLOCK 29
        i_102  =  1;
      }  // B28
      else
      {
        // BLOCK 30
        i_103  =  isequal(f_100, 0.5F);
        if(i_103 == 1)
        {
          // BLOCK 31
          i_104  =  i_98 & 1;
          i_102  =  i_104;
        }  // B30
        else
        {
          // BLOCK 32
          i_102  =  0;
        }  // B30
      }  // B28
      // BLOCK 33 MERGES [29 31 32 ]
      i_105  =  isequal(f_71, f_71);
      if(i_105 == 1)
      {
        // BLOCK 34
        i_106  =  isless(f_74, 65520.0F);
        if(i_106 == 1)
        {
          // BLOCK 35
          i_107  =  i_92 << 10;
          i_108  =  i_102 + i_98;
          i_109  =  i_107 + i_108;
          i_110  =  i_109;
        }  // B34
        else
        {
          // BLOCK 36
          i_110  =  31744;
        }  // B34
      }  // B33
      else
      {
        // BLOCK 37
        i_110  =  32256;
      }  // B33
      // BLOCK 38 MERGES [35 36 37 ]
      f_111  =  1.0F / f_71;
      b_112  =  isnotequal(f_71, 0.0F) || isgreaterequal(f_111, 0.0F);
      b_113  =  isless(f_71, 0.0F) || isnotequal(f_71, 0.0F) && isgreaterequal(f_111, 0.0F);
      i_114  =  (b_113 == true) ? 32768 : 0;
      i_115  =  i_110 | i_114;
      i_116  =  i_115 << 16;
      i_117  =  i_116 | i_60;
      *((__global int *) ul_65)  =  i_117;
    }  // B19
    else
    {
      // BLOCK 39
      i_118  =  *((__global int *) ul_65);
      i_119  =  i_118 & -65536;
      i_120  =  i_119 | i_60;
      *((__global int *) ul_65)  =  i_120;
    }  // B19
  }  // B0
  else
  {
    // BLOCK 40
  }  // B0
  // BLOCK 41 MERGES [40 38 39 ]
  return;
}  //  kernel
