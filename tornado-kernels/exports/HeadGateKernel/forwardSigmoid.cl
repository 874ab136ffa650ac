__kernel void forwardSigmoid(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *z, __global uchar *sizes, __global uchar *gates)
{
  bool b_11;
  float f_31, f_32, f_33, f_34, f_35, f_37, f_38, f_39;
  int i_4, i_6, i_8, i_9, i_10, i_13, i_15, i_17, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_24, i_25, i_26, i_36, i_40, i_45;
  long l_27, l_28, l_29, l_41, l_42, l_43;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_12, ul_14, ul_16, ul_30, ul_44;

  // BLOCK 0
  ul_0  =  (ulong) z;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) gates;
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
    ul_12  =  ul_1 + 44L;
    i_13  =  *((__global int *) ul_12);
    ul_14  =  ul_1 + 48L;
    i_15  =  *((__global int *) ul_14);
    ul_16  =  ul_1 + 56L;
    i_17  =  *((__global int *) ul_16);
    i_18  =  i_9 / i_6;
    i_19  =  i_18 * i_15;
    i_20  =  i_19 + i_13;
    i_21  =  i_9 % i_6;
    i_22  =  i_21 * i_17;
    i_23  =  i_20 + i_22;
    i_24  =  i_4 * i_9;
    // BLOCK 2 MERGES [1 6 ]
    i_25  =  0;
    for(;i_25 < i_4;)
    {
      // BLOCK 3
      i_26  =  i_23 + i_25;
      l_27  =  (long) i_26;
      l_28  =  l_27 + 4L;
      l_29  =  l_28 << 2;
      ul_30  =  ul_0 + l_29;
      f_31  =  *((__global float *) ul_30);
      f_32  =  fabs(f_31);
      f_33  =  -f_32;
      f_34  =  exp(f_33);
      f_35  =  f_34 + 1.0F;
      i_36  =  isless(f_31, 0.0F);
      if(i_36 == 1)
      {
        // BLOCK 4
        f_37  =  f_34 / f_35;
        f_38  =  f_37;
      }  // B3
      else
      {
        // BLOCK 5
        f_39  =  1.0F / f_35;
        f_38  =  f_39;
      }  // B3
      // BLOCK 6 MERGES [5 4 ]
      i_40  =  i_24 + i_25;
      l_41  =  (long) i_40;
      l_42  =  l_41 + 4L;
      l_43  =  l_42 << 2;
      ul_44  =  ul_2 + l_43;
      *((__global float *) ul_44)  =  f_38;
      i_45  =  i_25 + 1;
      i_25  =  i_45;
    }  // B2
    // BLOCK 7
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
