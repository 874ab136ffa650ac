__kernel void forwardElements(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *gradient, __global uchar *scale, __global uchar *rate, __global uchar *sizes, __global uchar *constants, __global uchar *parameter, __global uchar *velocity)
{
  bool b_10, b_29, b_44, b_58;
  float f_18, f_26, f_36, f_37, f_38, f_40, f_43, f_48, f_54, f_55, f_59, f_60;
  float f_61, f_68, f_69, f_70;
  int i_8, i_9, i_12, i_13, i_20, i_21, i_28, i_31, i_42, i_46, i_49, i_57;
  int i_63;
  long l_14, l_15, l_16, l_22, l_23, l_24, l_32, l_33, l_34, l_50, l_51, l_52;
  long l_64, l_65, l_66;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_6, ul_7, ul_11, ul_17, ul_19, ul_25;
  ulong ul_27, ul_30, ul_35, ul_39, ul_41, ul_45, ul_47, ul_53, ul_56, ul_62, ul_67;

  // BLOCK 0
  ul_0  =  (ulong) gradient;
  ul_1  =  (ulong) scale;
  ul_2  =  (ulong) rate;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) constants;
  ul_5  =  (ulong) parameter;
  ul_6  =  (ulong) velocity;
  ul_7  =  ul_3 + 16L;
  i_8  =  *((__global int *) ul_7);
  i_9  =  get_global_id(0);
  b_10  =  i_9 < i_8;
  if(b_10)
  {
    // BLOCK 1
    ul_11  =  ul_3 + 44L;
    i_12  =  *((__global int *) ul_11);
    i_13  =  i_12 + i_9;
    l_14  =  (long) i_13;
    l_15  =  l_14 + 4L;
    l_16  =  l_15 << 2;
    ul_17  =  ul_5 + l_16;
    f_18  =  *((__global float *) ul_17);
    ul_19  =  ul_3 + 32L;
    i_20  =  *((__global int *) ul_19);
    i_21  =  i_20 + i_9;
    l_22  =  (long) i_21;
    l_23  =  l_22 + 4L;
    l_24  =  l_23 << 2;
    ul_25  =  ul_0 + l_24;
    f_26  =  *((__global float *) ul_25);
    ul_27  =  ul_3 + 20L;
    i_28  =  *((__global int *) ul_27);
    b_29  =  i_28 == 1;
    if(b_29)
    {
      // BLOCK 2
      ul_30  =  ul_3 + 36L;
      i_31  =  *((__global int *) ul_30);
      l_32  =  (long) i_31;
      l_33  =  l_32 + 4L;
      l_34  =  l_33 << 2;
      ul_35  =  ul_1 + l_34;
      f_36  =  *((__global float *) ul_35);
      f_37  =  f_26 * f_36;
      f_38  =  f_37;
    }  // B1
    else
    {
      // BLOCK 3
      f_38  =  f_26;
    }  // B1
    // BLOCK 4 MERGES [3 2 ]
    ul_39  =  ul_4 + 20L;
    f_40  =  *((__global float *) ul_39);
    ul_41  =  ul_3 + 24L;
    i_42  =  *((__global int *) ul_41);
    f_43  =  fma(f_18, f_40, f_38);
    b_44  =  i_42 == 1;
    if(b_44)
    {
      // BLOCK 5
      ul_45  =  ul_3 + 48L;
      i_46  =  *((__global int *) ul_45);
      ul_47  =  ul_4 + 16L;
      f_48  =  *((__global float *) ul_47);
      i_49  =  i_46 + i_9;
      l_50  =  (long) i_49;
      l_51  =  l_50 + 4L;
      l_52  =  l_51 << 2;
      ul_53  =  ul_6 + l_52;
      f_54  =  *((__global float *) ul_53);
      f_55  =  fma(f_48, f_54, f_43);
      *((__global float *) ul_53)  =  f_55;
      ul_56  =  ul_3 + 28L;
      i_57  =  *((__global int *) ul_56);
      b_58  =  i_57 == 1;
      if(b_58)
      {
        // BLOCK 6
        f_59  =  *((__global float *) ul_47);
        f_60  =  fma(f_55, f_59, f_43);
        f_61  =  f_60;
      }  // B5
      else
      {
        // BLOCK 7
        f_61  =  f_55;
      }  // B5
    }  // B4
    else
    {
      // BLOCK 8
      f_61  =  f_43;
    }  // B4
    // BLOCK 9 MERGES [8 7 6 ]
    ul_62  =  ul_3 + 40L;
    i_63  =  *((__global int *) ul_62);
    l_64  =  (long) i_63;
    l_65  =  l_64 + 4L;
    l_66  =  l_65 << 2;
    ul_67  =  ul_2 + l_66;
    f_68  =  *((__global float *) ul_67);
    f_69  =  f_61 * f_68;
    f_70  =  f_18 - f_69;
    *((__global float *) ul_17)  =  f_70;
  }  // B0
  else
  {
    // BLOCK 10
  }  // B0
  // BLOCK 11 MERGES [10 9 ]
  return;
}  //  kernel
