__kernel void forwardPlaces(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *keys, __global uchar *ranks, __global uchar *chunkKeys, __global uchar *sizes, __global uchar *sortedKeys, __global uchar *order)
{
  bool b_9, b_28, b_51;
  float f_14, f_16, f_35, f_36, f_59, f_69;
  int i_7, i_8, i_17, i_18, i_19, i_20, i_21, i_22, i_23, i_24, i_25, i_26;
  int i_27, i_29, i_30, i_37, i_38, i_39, i_40, i_41, i_42, i_43, i_44, i_45;
  int i_46, i_47, i_48, i_49, i_50, i_52, i_53, i_54, i_60, i_61, i_62, i_63;
  long l_10, l_11, l_12, l_31, l_32, l_33, l_55, l_56, l_57, l_64, l_65, l_66;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_13, ul_15, ul_34, ul_58, ul_67;
  ulong ul_68;

  // BLOCK 0
  ul_0  =  (ulong) keys;
  ul_1  =  (ulong) ranks;
  ul_2  =  (ulong) chunkKeys;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) sortedKeys;
  ul_5  =  (ulong) order;
  ul_6  =  ul_3 + 28L;
  i_7  =  *((__global int *) ul_6);
  i_8  =  get_global_id(0);
  b_9  =  i_8 < i_7;
  if(b_9)
  {
    // BLOCK 1
    l_10  =  (long) i_8;
    l_11  =  l_10 + 4L;
    l_12  =  l_11 << 2;
    ul_13  =  ul_0 + l_12;
    f_14  =  *((__global float *) ul_13);
    ul_15  =  ul_1 + l_12;
    f_16  =  *((__global float *) ul_15);
    i_17  =  isnan(f_16)? 0 : (int) f_16;
    i_18  =  i_8 >> 31;
    i_19  =  i_18 >> 24;
    i_20  =  i_19 + i_8;
    i_21  =  i_20 & -256;
    // BLOCK 2 MERGES [1 11 ]
    i_22  =  i_17;
    i_23  =  0;
    for(;i_23 < i_21;)
    {
      // BLOCK 3
      // BLOCK 4 MERGES [3 10 ]
      i_24  =  0;
      i_25  =  256;
      for(;i_25 >= 1;)
      {
        // BLOCK 5
        i_26  =  i_25 >> 1;
        i_27  =  i_24 + i_25;
        b_28  =  i_27 < 257;
        if(b_28)
        {
          // BLOCK 6
          i_29  =  i_27 + -1;
          i_30  =  i_29 + i_23;
          l_31  =  (long) i_30;
          l_32  =  l_31 + 4L;
          l_33  =  l_32 << 2;
          ul_34  =  ul_2 + l_33;
          f_35  =  *((__global float *) ul_34);
          f_36  =  f_14 + 1.0F;
          i_37  =  isless(f_35, f_36);
          if(i_37 == 1)
          {
            // BLOCK 7
            i_38  =  i_27;
          }  // B6
          else
          {
            // BLOCK 8
            i_38  =  i_24;
          }  // B6
        }  // B5
        else
        {
          // BLOCK 9
          i_38  =  i_24;
        }  // B5
        // BLOCK 10 MERGES [9 7 8 ]
        i_39  =  i_26;
        i_24  =  i_38;
        i_25  =  i_39;
      }  // B4
      // BLOCK 11
      i_40  =  i_22 + i_24;
      i_41  =  i_23 + 256;
      i_22  =  i_40;
      i_23  =  i_41;
    }  // B2
    // BLOCK 12
    i_42  =  i_21 + 256;
    // BLOCK 13 MERGES [12 22 ]
    i_43  =  i_22;
    i_44  =  i_42;
    for(;i_44 < i_7;)
    {
      // BLOCK 14
      i_45  =  i_7 - i_44;
      i_46  =  min(256, i_45);
      // BLOCK 15 MERGES [14 21 ]
      i_47  =  0;
      i_48  =  256;
      for(;i_48 >= 1;)
      {
        // BLOCK 16
        i_49  =  i_48 >> 1;
        i_50  =  i_47 + i_48;
        b_51  =  i_46 < i_50;
        if(b_51)
        {
          // BLOCK 17
          i_52  =  i_47;
        }  // B16
        else
        {
          // BLOCK 18
          i_53  =  i_50 + -1;
          i_54  =  i_53 + i_44;
          l_55  =  (long) i_54;
          l_56  =  l_55 + 4L;
          l_57  =  l_56 << 2;
          ul_58  =  ul_2 + l_57;
          f_59  =  *((__global float *) ul_58);
          i_60  =  isless(f_59, f_14);
          if(i_60 == 1)
          {
            // BLOCK 19
            i_52  =  i_50;
          }  // B18
          else
          {
            // BLOCK 20
            i_52  =  i_47;
          }  // B18
        }  // B16
        // BLOCK 21 MERGES [17 19 20 ]
        i_61  =  i_49;
        i_47  =  i_52;
        i_48  =  i_61;
      }  // B15
      // BLOCK 22
      i_62  =  i_43 + i_47;
      i_63  =  i_44 + 256;
      i_43  =  i_62;
      i_44  =  i_63;
    }  // B13
    // BLOCK 23
    l_64  =  (long) i_43;
    l_65  =  l_64 + 4L;
    l_66  =  l_65 << 2;
    ul_67  =  ul_4 + l_66;
    *((__global float *) ul_67)  =  f_14;
    ul_68  =  ul_5 + l_66;
    f_69  =  (float) i_8;
    *((__global float *) ul_68)  =  f_69;
  }  // B0
  else
  {
    // BLOCK 24
  }  // B0
  // BLOCK 25 MERGES [24 23 ]
  return;
}  //  kernel
