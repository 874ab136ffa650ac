__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *z, __global uchar *sizes, __global uchar *y)
{
  bool b_13, b_62, b_66;
  float f_47, f_56, f_67;
  int i_4, i_6, i_8, i_10, i_11, i_12, i_15, i_17, i_19, i_21, i_23, i_25;
  int i_27, i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_38, i_39;
  int i_40, i_41, i_42, i_48, i_49, i_50, i_51, i_57, i_58, i_59, i_60, i_61;
  int i_63, i_64, i_65, i_68, i_69, i_74;
  long l_43, l_44, l_45, l_52, l_53, l_54, l_70, l_71, l_72;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_9, ul_14, ul_16, ul_18, ul_20, ul_22;
  ulong ul_24, ul_26, ul_28, ul_46, ul_55, ul_73;

  // BLOCK 0
  ul_0  =  (ulong) z;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) y;
  ul_3  =  ul_1 + 24L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_1 + 28L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_1 + 32L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_1 + 16L;
  i_10  =  *((__global int *) ul_9);
  i_11  =  get_global_id(0);
  i_12  =  i_4 * i_10;
  b_13  =  i_11 < i_12;
  if(b_13)
  {
    // BLOCK 1
    ul_14  =  ul_1 + 36L;
    i_15  =  *((__global int *) ul_14);
    ul_16  =  ul_1 + 40L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_1 + 48L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_1 + 52L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_1 + 56L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_1 + 60L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_1 + 68L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_1 + 72L;
    i_29  =  *((__global int *) ul_28);
    i_30  =  i_11 / i_4;
    i_31  =  i_30 * i_25;
    i_32  =  i_31 + i_23;
    i_33  =  i_11 % i_4;
    i_34  =  i_33 * i_27;
    i_35  =  i_32 + i_34;
    i_36  =  i_17 * i_30;
    i_37  =  i_36 + i_15;
    i_38  =  i_19 * i_33;
    i_39  =  i_37 + i_38;
    // BLOCK 2 MERGES [1 17 ]
    i_40  =  0;
    for(;i_40 < i_6;)
    {
      // BLOCK 3
      i_41  =  i_21 * i_40;
      i_42  =  i_41 + i_39;
      l_43  =  (long) i_42;
      l_44  =  l_43 + 4L;
      l_45  =  l_44 << 2;
      ul_46  =  ul_0 + l_45;
      f_47  =  *((__global float *) ul_46);
      // BLOCK 4 MERGES [3 13 ]
      i_48  =  0;
      i_49  =  0;
      for(;i_49 < i_6;)
      {
        // BLOCK 5
        i_50  =  i_49 * i_21;
        i_51  =  i_50 + i_39;
        l_52  =  (long) i_51;
        l_53  =  l_52 + 4L;
        l_54  =  l_53 << 2;
        ul_55  =  ul_0 + l_54;
        f_56  =  *((__global float *) ul_55);
        i_57  =  isless(f_47, f_56);
        if(i_57 == 1)
        {
          // BLOCK 6
          i_58  =  i_48 + 1;
          i_59  =  i_58;
        }  // B5
        else
        {
          // BLOCK 7
          i_59  =  i_48;
        }  // B5
        // BLOCK 8 MERGES [7 6 ]
        i_60  =  i_49 + 1;
        i_61  =  isequal(f_47, f_56);
        if(i_61 == 1)
        {
          // BLOCK 9
          b_62  =  i_49 < i_40;
          if(b_62)
          {
            // BLOCK 10
            i_63  =  i_59 + 1;
            i_64  =  i_63;
          }  // B9
          else
          {
            // BLOCK 11
            i_64  =  i_59;
          }  // B9
        }  // B8
        else
        {
          // BLOCK 12
          i_64  =  i_59;
        }  // B8
        // BLOCK 13 MERGES [12 10 11 ]
        i_65  =  i_60;
        i_48  =  i_64;
        i_49  =  i_65;
      }  // B4
      // BLOCK 14
      b_66  =  i_48 < i_8;
      if(b_66)
      {
        // BLOCK 15
        f_67  =  1.0F;
      }  // B14
      else
      {
        // BLOCK 16
        f_67  =  0.0F;
      }  // B14
      // BLOCK 17 MERGES [16 15 ]
      i_68  =  i_29 * i_40;
      i_69  =  i_68 + i_35;
      l_70  =  (long) i_69;
      l_71  =  l_70 + 4L;
      l_72  =  l_71 << 2;
      ul_73  =  ul_2 + l_72;
      *((__global float *) ul_73)  =  f_67;
      i_74  =  i_40 + 1;
      i_40  =  i_74;
    }  // B2
    // BLOCK 18
  }  // B0
  else
  {
    // BLOCK 19
  }  // B0
  // BLOCK 20 MERGES [19 18 ]
  return;
}  //  kernel
