__kernel void forwardBf16(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_10, b_18, b_22, b_24, b_26, b_28, b_30, b_32, b_34, b_35, b_48, b_57;
  bool b_61, b_65, b_67, b_69, b_71, b_73, b_75, b_77, b_78, b_91;
  float f_25, f_27, f_29, f_31, f_33, f_36, f_39, f_40, f_41, f_42, f_43, f_44;
  float f_45, f_46, f_47, f_49, f_50, f_68, f_70, f_72, f_74, f_76, f_79, f_82;
  float f_83, f_84, f_85, f_86, f_87, f_88, f_89, f_90, f_92, f_93;
  int i_4, i_5, i_6, i_7, i_8, i_9, i_15, i_16, i_17, i_19, i_20, i_21;
  int i_23, i_37, i_38, i_51, i_56, i_58, i_59, i_60, i_62, i_63, i_64, i_66;
  int i_80, i_81;
  long l_11, l_12, l_13, l_52, l_53, l_54, l_94, l_95, l_96;
  ulong ul_0, ul_1, ul_2, ul_3, ul_14, ul_55, ul_97;

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
    l_11  =  (long) i_5;
    l_12  =  l_11 + 4L;
    l_13  =  l_12 << 2;
    ul_14  =  ul_0 + l_13;
    i_15  =  *((__global int *) ul_14);
    i_16  =  i_15 & 127;
    i_17  =  i_15 >> 7;
    b_18  =  (i_17 & 255) == 0;
    if(b_18)
    {
      // BLOCK 2
      i_19  =  i_16;
    }  // B1
    else
    {
      // BLOCK 3
      i_20  =  i_16 + 128;
      i_19  =  i_20;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_21  =  i_17 & 255;
    b_22  =  (i_17 & 255) == 0;
    if(b_22)
    {
      // BLOCK 5
      i_23  =  1;
    }  // B4
    else
    {
      // BLOCK 6
      i_23  =  i_21;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    b_24  =  (i_23 & 16) == 0;
    if(b_24)
    {
      // BLOCK 8
      f_25  =  1.0F;
    }  // B7
    else
    {
      // BLOCK 9
      f_25  =  65536.0F;
    }  // B7
    // BLOCK 10 MERGES [8 9 ]
    b_26  =  (i_23 & 32) == 0;
    if(b_26)
    {
      // BLOCK 11
      f_27  =  1.0F;
    }  // B10
    else
    {
      // BLOCK 12
      f_27  =  4.2949673E9F;
    }  // B10
    // BLOCK 13 MERGES [11 12 ]
    b_28  =  (i_23 & 64) == 0;
    if(b_28)
    {
      // BLOCK 14
      f_29  =  1.0F;
    }  // B13
    else
    {
      // BLOCK 15
      f_29  =  1.8446744E19F;
    }  // B13
    // BLOCK 16 MERGES [14 15 ]
    b_30  =  i_23 >= 0 && i_23 < 128;
    if(b_30)
    {
      // BLOCK 17
      f_31  =  8.4703295E-22F;
    }  // B16
    else
    {
      // BLOCK 18
      f_31  =  0.015625F;
    }  // B16
    // BLOCK 19 MERGES [18 17 ]
    b_32  =  i_23 >= 0 && i_23 < 128;
    if(b_32)
    {
      // BLOCK 20
      f_33  =  5.421011E-20F;
    }  // B19
    else
    {
      // BLOCK 21
      f_33  =  1.0F;
    }  // B19
    // BLOCK 22 MERGES [21 20 ]
    b_34  =  i_21 == 255;
    if(b_34)
    {
      // BLOCK 23
      b_35  =  (i_15 & 127) == 0;
      if(b_35)
      {
        // BLOCK 24
        f_36  =  1.0F;
      }  // B23
      else
      {
        // BLOCK 25
        f_36  =  0.0F;
      }  // B23
    }  // B22
    else
    {
      // BLOCK 26
      f_36  =  1.0F;
    }  // B22
    // BLOCK 27 MERGES [24 25 26 ]
    i_37  =  i_23 & 15;
    i_38  =  1 << i_37;
    f_39  =  (float) i_38;
    f_40  =  f_25 * f_39;
    f_41  =  f_40 * f_27;
    f_42  =  f_41 * f_29;
    f_43  =  (float) i_19;
    f_44  =  f_31 * f_43;
    f_45  =  f_42 * f_44;
    f_46  =  f_33 * f_45;
    f_47  =  f_36 * f_46;
    b_48  =  (i_15 & 32768) == 0;
    if(b_48)
    {
      // BLOCK 28
      f_49  =  f_47;
    }  // B27
    else
    {
      // BLOCK 29
      f_50  =  -f_47;
      f_49  =  f_50;
    }  // B27
    // BLOCK 30 MERGES [28 29 ]
    i_51  =  i_5 << 1;
    l_52  =  (long) i_51;
    l_53  =  l_52 + 4L;
    l_54  =  l_53 << 2;
    ul_55  =  ul_2 + l_54;
    *((__global float *) ul_55)  =  f_49;
    i_56  =  i_51 + 1;
    b_57  =  i_56 < i_4;
    if(b_57)
    {
      // BLOCK 31
      i_58  =  i_15 >> 16;
      i_59  =  i_58 & 127;
      i_60  =  i_15 >> 23;
      b_61  =  (i_60 & 255) == 0;
      if(b_61)
      {
        // BLOCK 32
        i_62  =  i_59;
      }  // B31
      else
      {
        // BLOCK 33
        i_63  =  i_59 + 128;
        i_62  =  i_63;
      }  // B31
      // BLOCK 34 MERGES [32 33 ]
      i_64  =  i_60 & 255;
      b_65  =  (i_60 & 255) == 0;
      if(b_65)
      {
        // BLOCK 35
        i_66  =  1;
      }  // B34
      else
      {
        // BLOCK 36
        i_66  =  i_64;
      }  // B34
      // BLOCK 37 MERGES [35 36 ]
      b_67  =  (i_66 & 16) == 0;
      if(b_67)
      {
        // BLOCK 38
        f_68  =  1.0F;
      }  // B37
      else
      {
        // BLOCK 39
        f_68  =  65536.0F;
      }  // B37
      // BLOCK 40 MERGES [38 39 ]
      b_69  =  (i_66 & 32) == 0;
      if(b_69)
      {
        // BLOCK 41
        f_70  =  1.0F;
      }  // B40
      else
      {
        // BLOCK 42
        f_70  =  4.2949673E9F;
      }  // B40
      // BLOCK 43 MERGES [41 42 ]
      b_71  =  (i_66 & 64) == 0;
      if(b_71)
      {
        // BLOCK 44
        f_72  =  1.0F;
      }  // B43
      else
      {
        // BLOCK 45
        f_72  =  1.8446744E19F;
      }  // B43
      // BLOCK 46 MERGES [44 45 ]
      b_73  =  i_66 >= 0 && i_66 < 128;
      if(b_73)
      {
        // BLOCK 47
        f_74  =  8.4703295E-22F;
      }  // B46
      else
      {
        // BLOCK 48
        f_74  =  0.015625F;
      }  // B46
      // BLOCK 49 MERGES [48 47 ]
      b_75  =  i_66 >= 0 && i_66 < 128;
      if(b_75)
      {
        // BLOCK 50
        f_76  =  5.421011E-20F;
      }  // B49
      else
      {
        // BLOCK 51
        f_76  =  1.0F;
      }  // B49
      // BLOCK 52 MERGES [51 50 ]
      b_77  =  i_64 == 255;
      if(b_77)
      {
        // BLOCK 53
        b_78  =  (i_58 & 127) == 0;
        if(b_78)
        {
          // BLOCK 54
          f_79  =  1.0F;
        }  // B53
        else
        {
          // BLOCK 55
          f_79  =  0.0F;
        }  // B53
      }  // B52
      else
      {
        // BLOCK 56
        f_79  =  1.0F;
      }  // B52
      // BLOCK 57 MERGES [54 55 56 ]
      i_80  =  i_66 & 15;
      i_81  =  1 << i_80;
      f_82  =  (float) i_81;
      f_83  =  f_68 * f_82;
      f_84  =  f_83 * f_70;
      f_85  =  f_84 * f_72;
      f_86  =  (float) i_62;
      f_87  =  f_74 * f_86;
      f_88  =  f_85 * f_87;
      f_89  =  f_76 * f_88;
      f_90  =  f_79 * f_89;
      b_91  =  (i_58 & 32768) == 0;
      if(b_91)
      {
        // BLOCK 58
        f_92  =  f_90;
      }  // B57
      else
      {
        // BLOCK 59
        f_93  =  -f_90;
        f_92  =  f_93;
      }  // B57
      // BLOCK 60 MERGES [58 59 ]
      l_94  =  (long) i_56;
      l_95  =  l_94 + 4L;
      l_96  =  l_95 << 2;
      ul_97  =  ul_2 + l_96;
      *((__global float *) ul_97)  =  f_92;
    }  // B30
    else
    {
      // BLOCK 61
    }  // B30
  }  // B0
  else
  {
    // BLOCK 62
  }  // B0
  // BLOCK 63 MERGES [62 61 60 ]
  return;
}  //  kernel
