__kernel void forwardF16(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_10, b_18, b_22, b_25, b_27, b_28, b_37, b_46, b_50, b_54, b_57, b_59;
  bool b_60, b_69;
  float f_26, f_29, f_31, f_32, f_33, f_34, f_35, f_36, f_38, f_39, f_58, f_61;
  float f_63, f_64, f_65, f_66, f_67, f_68, f_70, f_71;
  int i_4, i_5, i_6, i_7, i_8, i_9, i_15, i_16, i_17, i_19, i_20, i_21;
  int i_23, i_24, i_30, i_40, i_45, i_47, i_48, i_49, i_51, i_52, i_53, i_55;
  int i_56, i_62;
  long l_11, l_12, l_13, l_41, l_42, l_43, l_72, l_73, l_74;
  ulong ul_0, ul_1, ul_2, ul_3, ul_14, ul_44, ul_75;

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
    i_16  =  i_15 & 1023;
    i_17  =  i_15 >> 10;
    b_18  =  (i_17 & 31) == 0;
    if(b_18)
    {
      // BLOCK 2
      i_19  =  i_16;
    }  // B1
    else
    {
      // BLOCK 3
      i_20  =  i_16 + 1024;
      i_19  =  i_20;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_21  =  i_17 & 31;
    b_22  =  (i_17 & 31) == 0;
    if(b_22)
    {
      // BLOCK 5
      i_23  =  1;
    }  // B4
    else
    {
      // BLOCK 6
      i_24  =  (i_21 == 31) ? 30 : i_21;
      i_23  =  i_24;
    }  // B4
    // BLOCK 7 MERGES [5 6 ]
    b_25  =  i_21 == 31;
    if(b_25)
    {
      // BLOCK 8
      f_26  =  1.0E38F;
    }  // B7
    else
    {
      // BLOCK 9
      f_26  =  1.0F;
    }  // B7
    // BLOCK 10 MERGES [8 9 ]
    b_27  =  i_21 == 31;
    if(b_27)
    {
      // BLOCK 11
      b_28  =  (i_15 & 1023) == 0;
      if(b_28)
      {
        // BLOCK 12
        f_29  =  1.0F;
      }  // B11
      else
      {
        // BLOCK 13
        f_29  =  0.0F;
      }  // B11
    }  // B10
    else
    {
      // BLOCK 14
      f_29  =  1.0F;
    }  // B10
    // BLOCK 15 MERGES [12 13 14 ]
    i_30  =  1 << i_23;
    f_31  =  (float) i_30;
    f_32  =  f_31 * 2.9802322E-8F;
    f_33  =  (float) i_19;
    f_34  =  f_32 * f_33;
    f_35  =  f_26 * f_34;
    f_36  =  f_29 * f_35;
    b_37  =  (i_15 & 32768) == 0;
    if(b_37)
    {
      // BLOCK 16
      f_38  =  f_36;
    }  // B15
    else
    {
      // BLOCK 17
      f_39  =  -f_36;
      f_38  =  f_39;
    }  // B15
    // BLOCK 18 MERGES [16 17 ]
    i_40  =  i_5 << 1;
    l_41  =  (long) i_40;
    l_42  =  l_41 + 4L;
    l_43  =  l_42 << 2;
    ul_44  =  ul_2 + l_43;
    *((__global float *) ul_44)  =  f_38;
    i_45  =  i_40 + 1;
    b_46  =  i_45 < i_4;
    if(b_46)
    {
      // BLOCK 19
      i_47  =  i_15 >> 16;
      i_48  =  i_47 & 1023;
      i_49  =  i_15 >> 26;
      b_50  =  (i_49 & 31) == 0;
      if(b_50)
      {
        // BLOCK 20
        i_51  =  i_48;
      }  // B19
      else
      {
        // BLOCK 21
        i_52  =  i_48 + 1024;
        i_51  =  i_52;
      }  // B19
      // BLOCK 22 MERGES [20 21 ]
      i_53  =  i_49 & 31;
      b_54  =  (i_49 & 31) == 0;
      if(b_54)
      {
        // BLOCK 23
        i_55  =  1;
      }  // B22
      else
      {
        // BLOCK 24
        i_56  =  (i_53 == 31) ? 30 : i_53;
        i_55  =  i_56;
      }  // B22
      // BLOCK 25 MERGES [23 24 ]
      b_57  =  i_53 == 31;
      if(b_57)
      {
        // BLOCK 26
        f_58  =  1.0E38F;
      }  // B25
      else
      {
        // BLOCK 27
        f_58  =  1.0F;
      }  // B25
      // BLOCK 28 MERGES [26 27 ]
      b_59  =  i_53 == 31;
      if(b_59)
      {
        // BLOCK 29
        b_60  =  (i_47 & 1023) == 0;
        if(b_60)
        {
          // BLOCK 30
          f_61  =  1.0F;
        }  // B29
        else
        {
          // BLOCK 31
          f_61  =  0.0F;
        }  // B29
      }  // B28
      else
      {
        // BLOCK 32
        f_61  =  1.0F;
      }  // B28
      // BLOCK 33 MERGES [30 31 32 ]
      i_62  =  1 << i_55;
      f_63  =  (float) i_62;
      f_64  =  f_63 * 2.9802322E-8F;
      f_65  =  (float) i_51;
      f_66  =  f_64 * f_65;
      f_67  =  f_58 * f_66;
      f_68  =  f_61 * f_67;
      b_69  =  (i_47 & 32768) == 0;
      if(b_69)
      {
        // BLOCK 34
        f_70  =  f_68;
      }  // B33
      else
      {
        // BLOCK 35
        f_71  =  -f_68;
        f_70  =  f_71;
      }  // B33
      // BLOCK 36 MERGES [34 35 ]
      l_72  =  (long) i_45;
      l_73  =  l_72 + 4L;
      l_74  =  l_73 << 2;
      ul_75  =  ul_2 + l_74;
      *((__global float *) ul_75)  =  f_70;
    }  // B18
    else
    {
      // BLOCK 37
    }  // B18
  }  // B0
  else
  {
    // BLOCK 38
  }  // B0
  // BLOCK 39 MERGES [38 37 36 ]
  return;
}  //  kernel
