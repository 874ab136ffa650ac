__kernel void forwardPartials(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *partials, __global uchar *sizes, __global uchar *y)
{
  bool b_10;
  float f_11, f_12, f_20, f_21, f_22, f_23, f_24, f_25, f_28, f_29;
  int i_4, i_6, i_8, i_9, i_13, i_14, i_15, i_26, i_27, i_30, i_32, i_34;
  int i_36, i_38, i_40, i_42, i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51;
  int i_52, i_53, i_54, i_55, i_56, i_57, i_58;
  long l_16, l_17, l_18, l_59, l_60, l_61;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_19, ul_31, ul_33, ul_35, ul_37, ul_39;
  ulong ul_41, ul_43, ul_62;

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
    f_12  =  0.0F;
    i_13  =  0;
    for(;i_13 < i_6;)
    {
      // BLOCK 3
      i_14  =  i_13 * i_4;
      i_15  =  i_14 + i_9;
      l_16  =  (long) i_15;
      l_17  =  l_16 + 4L;
      l_18  =  l_17 << 2;
      ul_19  =  ul_0 + l_18;
      f_20  =  *((__global float *) ul_19);
      f_21  =  f_20 - f_12;
      f_22  =  f_11 + f_21;
      f_23  =  f_22 - f_11;
      f_24  =  f_23 - f_21;
      f_25  =  f_24 * 0.0F;
      i_26  =  i_13 + 1;
      i_27  =  isequal(f_25, 0.0F);
      if(i_27 == 1)
      {
        // BLOCK 4
        f_28  =  f_24;
      }  // B3
      else
      {
        // BLOCK 5
        f_28  =  0.0F;
      }  // B3
      // BLOCK 6 MERGES [4 5 ]
      f_29  =  f_22;
      i_30  =  i_26;
      f_11  =  f_29;
      f_12  =  f_28;
      i_13  =  i_30;
    }  // B2
    // BLOCK 7
    ul_31  =  ul_1 + 40L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_1 + 52L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_1 + 48L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_1 + 84L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_1 + 80L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_1 + 76L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_1 + 88L;
    i_44  =  *((__global int *) ul_43);
    i_45  =  i_9 / i_8;
    i_46  =  i_45 % i_34;
    i_47  =  i_46 * i_38;
    i_48  =  i_45 / i_34;
    i_49  =  i_48 % i_36;
    i_50  =  i_49 * i_40;
    i_51  =  i_47 + i_50;
    i_52  =  i_48 / i_36;
    i_53  =  i_52 * i_42;
    i_54  =  i_51 + i_53;
    i_55  =  i_54 + i_32;
    i_56  =  i_9 % i_8;
    i_57  =  i_56 * i_44;
    i_58  =  i_55 + i_57;
    l_59  =  (long) i_58;
    l_60  =  l_59 + 4L;
    l_61  =  l_60 << 2;
    ul_62  =  ul_2 + l_61;
    *((__global float *) ul_62)  =  f_11;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
