__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *starts, __global uchar *chosen, __global uchar *sizes, __global uchar *y)
{
  bool b_16;
  float f_51, f_55, f_69, f_70, f_72;
  int i_6, i_8, i_10, i_12, i_13, i_14, i_15, i_17, i_22, i_23, i_28, i_30;
  int i_32, i_34, i_36, i_38, i_40, i_41, i_42, i_43, i_44, i_45, i_46, i_47;
  int i_48, i_49, i_50, i_52, i_53, i_54, i_56, i_61, i_62, i_63, i_64, i_71;
  int i_73, i_78;
  long l_18, l_19, l_20, l_24, l_25, l_26, l_57, l_58, l_59, l_65, l_66, l_67;
  long l_74, l_75, l_76;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_5, ul_7, ul_9, ul_11, ul_21, ul_27, ul_29;
  ulong ul_31, ul_33, ul_35, ul_37, ul_39, ul_60, ul_68, ul_77;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) starts;
  ul_2  =  (ulong) chosen;
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
  i_14  =  i_6 * i_12;
  i_15  =  i_14 * i_10;
  b_16  =  i_13 < i_15;
  if(b_16)
  {
    // BLOCK 1
    i_17  =  i_13 / i_10;
    l_18  =  (long) i_17;
    l_19  =  l_18 + 4L;
    l_20  =  l_19 << 2;
    ul_21  =  ul_1 + l_20;
    i_22  =  *((__global int *) ul_21);
    i_23  =  i_17 + 1;
    l_24  =  (long) i_23;
    l_25  =  l_24 + 4L;
    l_26  =  l_25 << 2;
    ul_27  =  ul_1 + l_26;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_3 + 32L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_3 + 36L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_3 + 44L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_3 + 52L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_3 + 56L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_3 + 64L;
    i_40  =  *((__global int *) ul_39);
    i_41  =  i_17 / i_6;
    i_42  =  i_41 * i_38;
    i_43  =  i_42 + i_36;
    i_44  =  i_17 % i_6;
    i_45  =  i_44 * i_40;
    i_46  =  i_43 + i_45;
    i_47  =  i_32 * i_41;
    i_48  =  i_47 + i_30;
    i_49  =  i_13 % i_10;
    // BLOCK 2 MERGES [1 9 ]
    i_50  =  i_49;
    for(;i_50 < i_8;)
    {
      // BLOCK 3
      // BLOCK 4 MERGES [3 8 ]
      f_51  =  0.0F;
      i_52  =  i_22;
      for(;i_52 < i_28;)
      {
        // BLOCK 5
        i_53  =  i_52 + 32;
        i_54  =  min(i_28, i_53);
        // BLOCK 6 MERGES [5 7 ]
        f_55  =  0.0F;
        i_56  =  i_52;
        for(;i_56 < i_54;)
        {
          // BLOCK 7
          l_57  =  (long) i_56;
          l_58  =  l_57 + 4L;
          l_59  =  l_58 << 2;
          ul_60  =  ul_2 + l_59;
          i_61  =  *((__global int *) ul_60);
          i_62  =  i_34 * i_61;
          i_63  =  i_62 + i_48;
          i_64  =  i_63 + i_50;
          l_65  =  (long) i_64;
          l_66  =  l_65 + 4L;
          l_67  =  l_66 << 2;
          ul_68  =  ul_0 + l_67;
          f_69  =  *((__global float *) ul_68);
          f_70  =  f_55 + f_69;
          i_71  =  i_56 + 1;
          f_55  =  f_70;
          i_56  =  i_71;
        }  // B6
        // BLOCK 8
        f_72  =  f_51 + f_55;
        f_51  =  f_72;
        i_52  =  i_53;
      }  // B4
      // BLOCK 9
      i_73  =  i_46 + i_50;
      l_74  =  (long) i_73;
      l_75  =  l_74 + 4L;
      l_76  =  l_75 << 2;
      ul_77  =  ul_4 + l_76;
      *((__global float *) ul_77)  =  f_51;
      i_78  =  i_50 + i_10;
      i_50  =  i_78;
    }  // B2
    // BLOCK 10
  }  // B0
  else
  {
    // BLOCK 11
  }  // B0
  // BLOCK 12 MERGES [11 10 ]
  return;
}  //  kernel
