__kernel void forwardMask(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_11, b_32, b_38, b_45;
  float f_23, f_31, f_33, f_34, f_46, f_61, f_63, f_64;
  int i_4, i_6, i_8, i_9, i_10, i_12, i_17, i_18, i_20, i_21, i_22, i_24;
  int i_25, i_26, i_35, i_36, i_37, i_39, i_40, i_41, i_42, i_43, i_44, i_47;
  int i_48, i_49, i_54, i_55, i_56, i_62, i_65;
  long l_13, l_14, l_15, l_27, l_28, l_29, l_50, l_51, l_52, l_57, l_58, l_59;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_16, ul_19, ul_30, ul_53, ul_60;

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
    i_18  =  i_4 * i_9;
    ul_19  =  ul_1 + 32L;
    // BLOCK 2 MERGES [1 12 ]
    i_20  =  0;
    for(;;)
    {
      i_21  =  *((__global int *) ul_19);
      i_22  =  min(i_21, i_17);
      if(!(i_20 < i_22))
      {
        break;
      }
      // BLOCK 3
      // BLOCK 4 MERGES [3 11 ]
      f_23  =  3.4028235E38F;
      i_24  =  -1;
      i_25  =  0;
      for(;i_25 < i_17;)
      {
        // BLOCK 5
        i_26  =  i_18 + i_25;
        l_27  =  (long) i_26;
        l_28  =  l_27 + 4L;
        l_29  =  l_28 << 2;
        ul_30  =  ul_2 + l_29;
        f_31  =  *((__global float *) ul_30);
        b_32  =  i_24 < 0;
        if(b_32)
        {
          // BLOCK 6
          f_33  =  3.4028235E38F;
        }  // B5
        else
        {
          // BLOCK 7
          f_34  =  f_23 * 0.99993896F;
          f_33  =  f_34;
        }  // B5
        // BLOCK 8 MERGES [6 7 ]
        i_35  =  (f_31 < f_33) ? 1 : 0;
        i_36  =  (f_31 == -2.0F) ? 0 : 1;
        i_37  =  i_35 * i_36;
        b_38  =  i_24 >= 0 || isequal(f_31, -2.0F);
        i_39  =  (b_38 == true) ? 0 : 1;
        i_40  =  max(i_37, i_39);
        i_41  =  i_25 - i_24;
        i_42  =  i_40 * i_41;
        i_43  =  i_42 + i_24;
        i_44  =  i_25 + 1;
        b_45  =  i_40 == 1;
        if(b_45)
        {
          // BLOCK 9
          f_46  =  f_31;
        }  // B8
        else
        {
          // BLOCK 10
          f_46  =  f_23;
        }  // B8
        // BLOCK 11 MERGES [9 10 ]
        i_47  =  i_43;
        i_48  =  i_44;
        f_23  =  f_46;
        i_24  =  i_47;
        i_25  =  i_48;
      }  // B4
      // BLOCK 12
      i_49  =  i_18 + i_24;
      l_50  =  (long) i_49;
      l_51  =  l_50 + 4L;
      l_52  =  l_51 << 2;
      ul_53  =  ul_2 + l_52;
      *((__global float *) ul_53)  =  -2.0F;
      i_54  =  i_20 + 1;
      i_20  =  i_54;
    }  // B2
    // BLOCK 13
    // BLOCK 14 MERGES [13 18 ]
    i_55  =  0;
    for(;i_55 < i_4;)
    {
      // BLOCK 15
      i_56  =  i_18 + i_55;
      l_57  =  (long) i_56;
      l_58  =  l_57 + 4L;
      l_59  =  l_58 << 2;
      ul_60  =  ul_2 + l_59;
      f_61  =  *((__global float *) ul_60);
      i_62  =  isequal(f_61, -2.0F);
      if(i_62 == 1)
      {
        // BLOCK 16
        f_63  =  0.0F;
      }  // B15
      else
      {
        // BLOCK 17
        f_64  =  -1.0F / 0.0F;
        f_63  =  f_64;
      }  // B15
      // BLOCK 18 MERGES [16 17 ]
      *((__global float *) ul_60)  =  f_63;
      i_65  =  i_55 + 1;
      i_55  =  i_65;
    }  // B14
    // BLOCK 19
  }  // B0
  else
  {
    // BLOCK 20
  }  // B0
  // BLOCK 21 MERGES [20 19 ]
  return;
}  //  kernel
