__kernel void forwardSoftmax(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *z, __global uchar *sizes, __global uchar *gates)
{
  bool b_11;
  float f_28, f_29, f_36, f_37, f_39, f_46, f_47, f_48, f_49, f_51, f_59, f_65;
  float f_66, f_67, f_68;
  int i_4, i_6, i_8, i_9, i_10, i_13, i_15, i_17, i_18, i_19, i_20, i_21;
  int i_22, i_23, i_30, i_31, i_38, i_40, i_41, i_50, i_52, i_53, i_54, i_60;
  int i_69;
  long l_24, l_25, l_26, l_32, l_33, l_34, l_42, l_43, l_44, l_55, l_56, l_57;
  long l_61, l_62, l_63;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_12, ul_14, ul_16, ul_27, ul_35, ul_45;
  ulong ul_58, ul_64;

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
    l_24  =  (long) i_23;
    l_25  =  l_24 + 4L;
    l_26  =  l_25 << 2;
    ul_27  =  ul_0 + l_26;
    f_28  =  *((__global float *) ul_27);
    // BLOCK 2 MERGES [1 3 ]
    f_29  =  f_28;
    i_30  =  1;
    for(;i_30 < i_4;)
    {
      // BLOCK 3
      i_31  =  i_30 + i_23;
      l_32  =  (long) i_31;
      l_33  =  l_32 + 4L;
      l_34  =  l_33 << 2;
      ul_35  =  ul_0 + l_34;
      f_36  =  *((__global float *) ul_35);
      f_37  =  fmax(f_29, f_36);
      i_38  =  i_30 + 1;
      f_29  =  f_37;
      i_30  =  i_38;
    }  // B2
    // BLOCK 4
    // BLOCK 5 MERGES [4 6 ]
    f_39  =  0.0F;
    i_40  =  0;
    for(;i_40 < i_4;)
    {
      // BLOCK 6
      i_41  =  i_40 + i_23;
      l_42  =  (long) i_41;
      l_43  =  l_42 + 4L;
      l_44  =  l_43 << 2;
      ul_45  =  ul_0 + l_44;
      f_46  =  *((__global float *) ul_45);
      f_47  =  f_46 - f_29;
      f_48  =  exp(f_47);
      f_49  =  f_39 + f_48;
      i_50  =  i_40 + 1;
      f_39  =  f_49;
      i_40  =  i_50;
    }  // B5
    // BLOCK 7
    f_51  =  (float) i_4;
    i_52  =  i_4 * i_9;
    // BLOCK 8 MERGES [7 9 ]
    i_53  =  0;
    for(;i_53 < i_4;)
    {
      // BLOCK 9
      i_54  =  i_53 + i_23;
      l_55  =  (long) i_54;
      l_56  =  l_55 + 4L;
      l_57  =  l_56 << 2;
      ul_58  =  ul_0 + l_57;
      f_59  =  *((__global float *) ul_58);
      i_60  =  i_52 + i_53;
      l_61  =  (long) i_60;
      l_62  =  l_61 + 4L;
      l_63  =  l_62 << 2;
      ul_64  =  ul_2 + l_63;
      f_65  =  f_51 / f_39;
      f_66  =  f_59 - f_29;
      f_67  =  exp(f_66);
      f_68  =  f_65 * f_67;
      *((__global float *) ul_64)  =  f_68;
      i_69  =  i_53 + 1;
      i_53  =  i_69;
    }  // B8
    // BLOCK 10
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
