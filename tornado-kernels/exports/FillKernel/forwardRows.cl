__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *sizes, __global uchar *scalars, __global uchar *y)
{
  bool b_17;
  float f_29;
  int i_4, i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_16, i_19, i_21, i_23;
  int i_25, i_27, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38, i_39;
  int i_40, i_41, i_42, i_43, i_44, i_49;
  long l_45, l_46, l_47;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_9, ul_11, ul_18, ul_20, ul_22, ul_24;
  ulong ul_26, ul_28, ul_48;

  // BLOCK 0
  ul_0  =  (ulong) sizes;
  ul_1  =  (ulong) scalars;
  ul_2  =  (ulong) y;
  ul_3  =  ul_0 + 20L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_0 + 24L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_0 + 28L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_0 + 32L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_0 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_4 * i_12;
  i_15  =  i_14 * i_6;
  i_16  =  i_15 * i_10;
  b_17  =  i_13 < i_16;
  if(b_17)
  {
    // BLOCK 1
    ul_18  =  ul_0 + 36L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_0 + 40L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_0 + 44L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_0 + 48L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_0 + 52L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_1 + 16L;
    f_29  =  *((__global float *) ul_28);
    i_30  =  i_13 / i_10;
    i_31  =  i_30 / i_6;
    i_32  =  i_31 / i_4;
    i_33  =  i_32 * i_21;
    i_34  =  i_33 + i_19;
    i_35  =  i_31 % i_4;
    i_36  =  i_35 * i_23;
    i_37  =  i_34 + i_36;
    i_38  =  i_30 % i_6;
    i_39  =  i_38 * i_25;
    i_40  =  i_37 + i_39;
    i_41  =  i_13 % i_10;
    // BLOCK 2 MERGES [1 3 ]
    i_42  =  i_41;
    for(;i_42 < i_8;)
    {
      // BLOCK 3
      i_43  =  i_27 * i_42;
      i_44  =  i_43 + i_40;
      l_45  =  (long) i_44;
      l_46  =  l_45 + 4L;
      l_47  =  l_46 << 2;
      ul_48  =  ul_2 + l_47;
      *((__global float *) ul_48)  =  f_29;
      i_49  =  i_42 + i_10;
      i_42  =  i_49;
    }  // B2
    // BLOCK 4
  }  // B0
  else
  {
    // BLOCK 5
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  return;
}  //  kernel
