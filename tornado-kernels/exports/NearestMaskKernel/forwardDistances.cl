__kernel void forwardDistances(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *u, __global uchar *lengths, __global uchar *sizes, __global uchar *y)
{
  bool b_16, b_25;
  float f_47, f_54, f_60, f_61, f_62, f_64;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_17, i_18, i_23, i_24, i_27;
  int i_29, i_31, i_33, i_35, i_37, i_38, i_39, i_40, i_41, i_42, i_43, i_44;
  int i_45, i_46, i_48, i_49, i_55, i_63;
  long l_19, l_20, l_21, l_50, l_51, l_52, l_56, l_57, l_58, l_65, l_66, l_67;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_22, ul_26, ul_28;
  ulong ul_30, ul_32, ul_34, ul_36, ul_53, ul_59, ul_68;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) u;
  ul_2  =  (ulong) lengths;
  ul_3  =  (ulong) sizes;
  ul_4  =  (ulong) y;
  ul_5  =  ul_3 + 20L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_3 + 24L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_3 + 28L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_3 + 16L;
  i_12  =  *((__global int *) ul_11);
  i_13  =  get_global_id(0);
  i_14  =  i_8 * i_12;
  i_15  =  i_14 * i_6;
  b_16  =  i_13 < i_15;
  if(b_16)
  {
    // BLOCK 1
    i_17  =  i_13 / i_6;
    i_18  =  i_17 / i_8;
    l_19  =  (long) i_18;
    l_20  =  l_19 + 4L;
    l_21  =  l_20 << 2;
    ul_22  =  ul_2 + l_21;
    i_23  =  *((__global int *) ul_22);
    i_24  =  i_13 % i_6;
    b_25  =  i_24 < i_23;
    if(b_25)
    {
      // BLOCK 2
      ul_26  =  ul_3 + 36L;
      i_27  =  *((__global int *) ul_26);
      ul_28  =  ul_3 + 40L;
      i_29  =  *((__global int *) ul_28);
      ul_30  =  ul_3 + 48L;
      i_31  =  *((__global int *) ul_30);
      ul_32  =  ul_3 + 56L;
      i_33  =  *((__global int *) ul_32);
      ul_34  =  ul_3 + 60L;
      i_35  =  *((__global int *) ul_34);
      ul_36  =  ul_3 + 68L;
      i_37  =  *((__global int *) ul_36);
      i_38  =  i_35 * i_18;
      i_39  =  i_38 + i_33;
      i_40  =  i_17 % i_8;
      i_41  =  i_40 * i_37;
      i_42  =  i_39 + i_41;
      i_43  =  i_29 * i_18;
      i_44  =  i_43 + i_27;
      i_45  =  i_31 * i_24;
      i_46  =  i_44 + i_45;
      // BLOCK 3 MERGES [2 4 ]
      f_47  =  0.0F;
      i_48  =  0;
      for(;i_48 < i_10;)
      {
        // BLOCK 4
        i_49  =  i_46 + i_48;
        l_50  =  (long) i_49;
        l_51  =  l_50 + 4L;
        l_52  =  l_51 << 2;
        ul_53  =  ul_0 + l_52;
        f_54  =  *((__global float *) ul_53);
        i_55  =  i_42 + i_48;
        l_56  =  (long) i_55;
        l_57  =  l_56 + 4L;
        l_58  =  l_57 << 2;
        ul_59  =  ul_1 + l_58;
        f_60  =  *((__global float *) ul_59);
        f_61  =  f_54 - f_60;
        f_62  =  fma(f_61, f_61, f_47);
        i_63  =  i_48 + 1;
        f_47  =  f_62;
        i_48  =  i_63;
      }  // B3
      // BLOCK 5
      f_64  =  f_47;
    }  // B1
    else
    {
      // BLOCK 6
      f_64  =  -1.0F;
    }  // B1
    // BLOCK 7 MERGES [6 5 ]
    l_65  =  (long) i_13;
    l_66  =  l_65 + 4L;
    l_67  =  l_66 << 2;
    ul_68  =  ul_4 + l_67;
    *((__global float *) ul_68)  =  f_64;
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
