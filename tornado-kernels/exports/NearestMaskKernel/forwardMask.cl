__kernel void forwardMask(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_11, b_21, b_36, b_41, b_57, b_61;
  float f_22, f_26, f_34, f_42, f_47, f_49, f_56, f_59, f_62;
  int i_4, i_6, i_8, i_9, i_10, i_12, i_17, i_19, i_20, i_23, i_24, i_25;
  int i_27, i_28, i_29, i_35, i_37, i_38, i_39, i_40, i_43, i_44, i_45, i_46;
  int i_48, i_50, i_51, i_58, i_60, i_63;
  long l_13, l_14, l_15, l_30, l_31, l_32, l_52, l_53, l_54;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_16, ul_18, ul_33, ul_55;

  // BLOCK 0
  ul_0  =  (ulong) lengths;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) y;
  ul_3  =  ul_1 + 20L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_1 + 24L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_1 + 16L;
  i_8  =  *((__global int *) ul_7);
  i_9  =  get_global_id(0);
  i_10  =  i_6 * i_8;
  b_11  =  i_9 < i_10;
  if(b_11)
  {
    // BLOCK 1
    i_12  =  i_9 / i_6;
    l_13  =  (long) i_12;
    l_14  =  l_13 + 4L;
    l_15  =  l_14 << 2;
    ul_16  =  ul_0 + l_15;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_1 + 32L;
    i_19  =  *((__global int *) ul_18);
    i_20  =  i_4 * i_9;
    b_21  =  i_19 < i_17;
    if(b_21)
    {
      // BLOCK 2
      // BLOCK 3 MERGES [2 15 ]
      f_22  =  -1.0F;
      i_23  =  -1;
      i_24  =  0;
      for(;;)
      {
        i_25  =  *((__global int *) ul_18);
        if(!(i_24 < i_25))
        {
          break;
        }
        // BLOCK 4
        // BLOCK 5 MERGES [4 14 ]
        f_26  =  3.0E38F;
        i_27  =  i_4;
        i_28  =  0;
        for(;i_28 < i_17;)
        {
          // BLOCK 6
          i_29  =  i_20 + i_28;
          l_30  =  (long) i_29;
          l_31  =  l_30 + 4L;
          l_32  =  l_31 << 2;
          ul_33  =  ul_2 + l_32;
          f_34  =  *((__global float *) ul_33);
          i_35  =  isequal(f_22, f_34);
          if(i_35 == 1)
          {
            // BLOCK 7
            b_36  =  i_23 < i_28 || isless(f_22, f_34);
            i_37  =  (b_36 == true) ? 1 : 0;
            i_38  =  i_37;
          }  // B6
          else
          {
            // BLOCK 8
            i_39  =  (f_22 < f_34) ? 1 : 0;
            i_38  =  i_39;
          }  // B6
          // BLOCK 9 MERGES [8 7 ]
          i_40  =  i_28 + 1;
          b_41  =  i_38 == 0;
          if(b_41)
          {
            // BLOCK 10
            f_42  =  f_26;
            i_43  =  i_27;
          }  // B9
          else
          {
            // BLOCK 11
            i_44  =  isless(f_34, f_26);
            if(i_44 == 1)
            {
              // BLOCK 12
              f_42  =  f_34;
              i_43  =  i_28;
            }  // B11
            else
            {
              // BLOCK 13
              f_42  =  f_26;
              i_43  =  i_27;
            }  // B11
          }  // B9
          // BLOCK 14 MERGES [10 12 13 ]
          i_45  =  i_40;
          f_26  =  f_42;
          i_27  =  i_43;
          i_28  =  i_45;
        }  // B5
        // BLOCK 15
        i_46  =  i_24 + 1;
        f_22  =  f_26;
        i_23  =  i_27;
        i_24  =  i_46;
      }  // B3
      // BLOCK 16
      f_47  =  f_22;
      i_48  =  i_23;
    }  // B1
    else
    {
      // BLOCK 17
      f_47  =  3.0E38F;
      i_48  =  i_4;
    }  // B1
    // BLOCK 18 MERGES [17 16 ]
    f_49  =  -1.0F / 0.0F;
    // BLOCK 19 MERGES [18 30 ]
    i_50  =  0;
    for(;i_50 < i_4;)
    {
      // BLOCK 20
      i_51  =  i_20 + i_50;
      l_52  =  (long) i_51;
      l_53  =  l_52 + 4L;
      l_54  =  l_53 << 2;
      ul_55  =  ul_2 + l_54;
      f_56  =  *((__global float *) ul_55);
      b_57  =  i_50 < i_17;
      if(b_57)
      {
        // BLOCK 21
        i_58  =  isless(f_56, f_47);
        if(i_58 == 1)
        {
          // BLOCK 22
          f_59  =  0.0F;
        }  // B21
        else
        {
          // BLOCK 23
          f_59  =  f_49;
        }  // B21
        // BLOCK 24 MERGES [23 22 ]
        i_60  =  isequal(f_47, f_56);
        if(i_60 == 1)
        {
          // BLOCK 25
          b_61  =  i_48 < i_50;
          if(b_61)
          {
            // BLOCK 26
            f_62  =  f_59;
          }  // B25
          else
          {
            // BLOCK 27
            f_62  =  0.0F;
          }  // B25
        }  // B24
        else
        {
          // BLOCK 28
          f_62  =  f_59;
        }  // B24
      }  // B20
      else
      {
        // BLOCK 29
        f_62  =  f_49;
      }  // B20
      // BLOCK 30 MERGES [29 28 26 27 ]
      *((__global float *) ul_55)  =  f_62;
      i_63  =  i_50 + 1;
      i_50  =  i_63;
    }  // B19
    // BLOCK 31
  }  // B0
  else
  {
    // BLOCK 32
  }  // B0
  // BLOCK 33 MERGES [32 31 ]
  return;
}  //  kernel
