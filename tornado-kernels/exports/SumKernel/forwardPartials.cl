__kernel void forwardPartials(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *partials, __global uchar *sizes, __global uchar *y)
{
  bool b_10;
  float f_11, f_15, f_23, f_24, f_26;
  int i_4, i_6, i_8, i_9, i_12, i_13, i_14, i_16, i_17, i_18, i_25, i_28;
  int i_30, i_32, i_34, i_36, i_38, i_40, i_41, i_42, i_43, i_44, i_45, i_46;
  int i_47, i_48, i_49, i_50, i_51, i_52, i_53, i_54;
  long l_19, l_20, l_21, l_55, l_56, l_57;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_22, ul_27, ul_29, ul_31, ul_33, ul_35;
  ulong ul_37, ul_39, ul_58;

  // BLOCK 0
  ul_0  =  (ulong) partials;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) y;
  ul_3  =  ul_1 + 16L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_1 + 28L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_1 + 56L;
  i_8  =  *((__global int *) ul_7);
  i_9  =  get_global_id(0);
  b_10  =  i_9 < i_4;
  if(b_10)
  {
    // BLOCK 1
    // BLOCK 2 MERGES [1 6 ]
    f_11  =  0.0F;
    i_12  =  0;
    for(;i_12 < i_6;)
    {
      // BLOCK 3
      i_13  =  i_12 + 64;
      i_14  =  min(i_6, i_13);
      // BLOCK 4 MERGES [3 5 ]
      f_15  =  0.0F;
      i_16  =  i_12;
      for(;i_16 < i_14;)
      {
        // BLOCK 5
        i_17  =  i_16 * i_4;
        i_18  =  i_17 + i_9;
        l_19  =  (long) i_18;
        l_20  =  l_19 + 4L;
        l_21  =  l_20 << 2;
        ul_22  =  ul_0 + l_21;
        f_23  =  *((__global float *) ul_22);
        f_24  =  f_15 + f_23;
        i_25  =  i_16 + 1;
        f_15  =  f_24;
        i_16  =  i_25;
      }  // B4
      // BLOCK 6
      f_26  =  f_11 + f_15;
      f_11  =  f_26;
      i_12  =  i_13;
    }  // B2
    // BLOCK 7
    ul_27  =  ul_1 + 40L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_1 + 52L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_1 + 48L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_1 + 84L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_1 + 80L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_1 + 76L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_1 + 88L;
    i_40  =  *((__global int *) ul_39);
    i_41  =  i_9 / i_8;
    i_42  =  i_41 % i_30;
    i_43  =  i_42 * i_34;
    i_44  =  i_41 / i_30;
    i_45  =  i_44 % i_32;
    i_46  =  i_45 * i_36;
    i_47  =  i_43 + i_46;
    i_48  =  i_44 / i_32;
    i_49  =  i_48 * i_38;
    i_50  =  i_47 + i_49;
    i_51  =  i_50 + i_28;
    i_52  =  i_9 % i_8;
    i_53  =  i_52 * i_40;
    i_54  =  i_51 + i_53;
    l_55  =  (long) i_54;
    l_56  =  l_55 + 4L;
    l_57  =  l_56 << 2;
    ul_58  =  ul_2 + l_57;
    *((__global float *) ul_58)  =  f_11;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
