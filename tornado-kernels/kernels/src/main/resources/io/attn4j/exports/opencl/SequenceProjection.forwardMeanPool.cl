__kernel void forwardMeanPool(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_18;
  float f_42, f_46, f_55, f_56, f_58, f_64, f_65;
  int i_5, i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_19, i_20, i_21;
  int i_26, i_28, i_29, i_34, i_35, i_36, i_37, i_41, i_43, i_44, i_45, i_47;
  int i_48, i_49, i_50, i_57, i_63;
  long l_22, l_23, l_24, l_27, l_30, l_31, l_32, l_33, l_38, l_39, l_40, l_51;
  long l_52, l_53, l_59, l_60, l_61;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_25, ul_54, ul_62;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_5 * i_13;
  i_16  =  i_15 * i_9;
  i_17  =  i_16 * i_11;
  b_18  =  i_14 < i_17;
  if(b_18)
  {
    // BLOCK 1
    i_19  =  i_14 / i_11;
    i_20  =  i_19 / i_9;
    i_21  =  i_20 / i_5;
    l_22  =  (long) i_21;
    l_23  =  l_22 + 4L;
    l_24  =  l_23 << 2;
    ul_25  =  ul_1 + l_24;
    i_26  =  *((__global int *) ul_25);
    l_27  =  (long) i_7;
    i_28  =  i_19 % i_9;
    i_29  =  i_28 + 1;
    l_30  =  (long) i_29;
    l_31  =  l_27 * l_30;
    l_32  =  (long) i_9;
    l_33  =  l_31 / l_32;
    i_34  =  (int) l_33;
    i_35  =  min(i_34, i_26);
    i_36  =  i_7 * i_20;
    i_37  =  i_14 % i_11;
    l_38  =  (long) i_28;
    l_39  =  l_38 * l_27;
    l_40  =  l_39 / l_32;
    i_41  =  (int) l_40;
    // BLOCK 2 MERGES [1 6 ]
    f_42  =  0.0F;
    i_43  =  i_41;
    for(;i_43 < i_35;)
    {
      // BLOCK 3
      i_44  =  i_43 + 256;
      i_45  =  min(i_35, i_44);
      // BLOCK 4 MERGES [3 5 ]
      f_46  =  0.0F;
      i_47  =  i_43;
      for(;i_47 < i_45;)
      {
        // BLOCK 5
        i_48  =  i_36 + i_47;
        i_49  =  i_48 * i_11;
        i_50  =  i_49 + i_37;
        l_51  =  (long) i_50;
        l_52  =  l_51 + 4L;
        l_53  =  l_52 << 2;
        ul_54  =  ul_0 + l_53;
        f_55  =  *((__global float *) ul_54);
        f_56  =  f_46 + f_55;
        i_57  =  i_47 + 1;
        f_46  =  f_56;
        i_47  =  i_57;
      }  // B4
      // BLOCK 6
      f_58  =  f_42 + f_46;
      f_42  =  f_58;
      i_43  =  i_44;
    }  // B2
    // BLOCK 7
    l_59  =  (long) i_14;
    l_60  =  l_59 + 4L;
    l_61  =  l_60 << 2;
    ul_62  =  ul_3 + l_61;
    i_63  =  i_34 - i_41;
    f_64  =  (float) i_63;
    f_65  =  f_42 / f_64;
    *((__global float *) ul_62)  =  f_65;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
