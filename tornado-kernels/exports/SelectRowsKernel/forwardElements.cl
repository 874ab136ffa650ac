__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *indices, __global uchar *sizes, __global uchar *y)
{
  bool b_13;
  float f_51;
  int i_5, i_7, i_9, i_10, i_11, i_12, i_14, i_15, i_16, i_17, i_18, i_23;
  int i_25, i_27, i_29, i_31, i_33, i_35, i_37, i_39, i_40, i_41, i_42, i_43;
  int i_44, i_45, i_46, i_52, i_53, i_54, i_55, i_56, i_57;
  long l_19, l_20, l_21, l_47, l_48, l_49, l_58, l_59, l_60;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_22, ul_24, ul_26, ul_28, ul_30;
  ulong ul_32, ul_34, ul_36, ul_38, ul_50, ul_61;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) indices;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 24L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 28L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 16L;
  i_9  =  *((__global int *) ul_8);
  i_10  =  get_global_id(0);
  i_11  =  i_5 * i_9;
  i_12  =  i_11 * i_7;
  b_13  =  i_10 < i_12;
  if(b_13)
  {
    // BLOCK 1
    i_14  =  i_10 / i_7;
    i_15  =  i_14 / i_5;
    i_16  =  i_15 * i_5;
    i_17  =  i_14 % i_5;
    i_18  =  i_16 + i_17;
    l_19  =  (long) i_18;
    l_20  =  l_19 + 4L;
    l_21  =  l_20 << 2;
    ul_22  =  ul_1 + l_21;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_2 + 52L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_2 + 56L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_2 + 64L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_2 + 68L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_2 + 32L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_2 + 36L;
    i_35  =  *((__global int *) ul_34);
    ul_36  =  ul_2 + 44L;
    i_37  =  *((__global int *) ul_36);
    ul_38  =  ul_2 + 48L;
    i_39  =  *((__global int *) ul_38);
    i_40  =  i_35 * i_15;
    i_41  =  i_40 + i_33;
    i_42  =  i_23 * i_37;
    i_43  =  i_41 + i_42;
    i_44  =  i_10 % i_7;
    i_45  =  i_44 * i_39;
    i_46  =  i_43 + i_45;
    l_47  =  (long) i_46;
    l_48  =  l_47 + 4L;
    l_49  =  l_48 << 2;
    ul_50  =  ul_0 + l_49;
    f_51  =  *((__global float *) ul_50);
    i_52  =  i_27 * i_15;
    i_53  =  i_52 + i_25;
    i_54  =  i_29 * i_17;
    i_55  =  i_53 + i_54;
    i_56  =  i_31 * i_44;
    i_57  =  i_55 + i_56;
    l_58  =  (long) i_57;
    l_59  =  l_58 + 4L;
    l_60  =  l_59 << 2;
    ul_61  =  ul_3 + l_60;
    *((__global float *) ul_61)  =  f_51;
  }  // B0
  else
  {
    // BLOCK 2
  }  // B0
  // BLOCK 3 MERGES [2 1 ]
  return;
}  //  kernel
