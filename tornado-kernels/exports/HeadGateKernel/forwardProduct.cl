__kernel void forwardProduct(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *gates, __global uchar *sizes, __global uchar *o)
{
  bool b_17;
  float f_31, f_53, f_54;
  int i_4, i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_16, i_18, i_19, i_20;
  int i_21, i_22, i_23, i_24, i_25, i_26, i_33, i_35, i_37, i_39, i_40, i_41;
  int i_42, i_43, i_44, i_45, i_46, i_47, i_48, i_55;
  long l_27, l_28, l_29, l_49, l_50, l_51;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_9, ul_11, ul_30, ul_32, ul_34, ul_36;
  ulong ul_38, ul_52;

  // BLOCK 0
  ul_0  =  (ulong) gates;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) o;
  ul_3  =  ul_1 + 20L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_1 + 24L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_1 + 28L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_1 + 32L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_1 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_4 * i_12;
  i_15  =  i_14 * i_6;
  i_16  =  i_15 * i_10;
  b_17  =  i_13 < i_16;
  if(b_17)
  {
    // BLOCK 1
    i_18  =  i_13 / i_10;
    i_19  =  i_18 / i_6;
    i_20  =  i_19 / i_4;
    i_21  =  i_20 * i_6;
    i_22  =  i_18 % i_6;
    i_23  =  i_21 + i_22;
    i_24  =  i_23 * i_4;
    i_25  =  i_19 % i_4;
    i_26  =  i_24 + i_25;
    l_27  =  (long) i_26;
    l_28  =  l_27 + 4L;
    l_29  =  l_28 << 2;
    ul_30  =  ul_0 + l_29;
    f_31  =  *((__global float *) ul_30);
    ul_32  =  ul_1 + 64L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_1 + 68L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_1 + 72L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_1 + 76L;
    i_39  =  *((__global int *) ul_38);
    i_40  =  i_35 * i_20;
    i_41  =  i_40 + i_33;
    i_42  =  i_37 * i_25;
    i_43  =  i_41 + i_42;
    i_44  =  i_39 * i_22;
    i_45  =  i_43 + i_44;
    i_46  =  i_13 % i_10;
    // BLOCK 2 MERGES [1 3 ]
    i_47  =  i_46;
    for(;i_47 < i_8;)
    {
      // BLOCK 3
      i_48  =  i_45 + i_47;
      l_49  =  (long) i_48;
      l_50  =  l_49 + 4L;
      l_51  =  l_50 << 2;
      ul_52  =  ul_2 + l_51;
      f_53  =  *((__global float *) ul_52);
      f_54  =  f_31 * f_53;
      *((__global float *) ul_52)  =  f_54;
      i_55  =  i_47 + i_10;
      i_47  =  i_55;
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
